package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm.Received;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Tap;
import io.sallyport.testkit.Tap.Cut;
import io.sallyport.testkit.Tap.Passes;
import io.sallyport.testkit.Tap.Way;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CRM that sends the moment it hears of something is judged by what it has heard, however long
 * that takes to be stored (security.md#entries).
 */
@Concurrent
class AnswerAtOnceIT {

  /** Redis gets the observation of a message so much later than what is queued beside it. */
  private static final Duration LATE = Duration.ofMillis(200);

  /** The key of the list of who waits, which only a message's script has. */
  private static final String STORES_A_MESSAGE = "{" + World.NUMBER + "}:w\r\n";

  /** The field of a number's record that only the news of a ban writes. */
  private static final String STORES_A_BAN = "\r\nban\r\n";

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Tap toRedis;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    toRedis = new Tap(URI.create(world.store.url()).getPort());
    gateway =
        world.start(
            Map.of(
                "quarkus.redis.hosts",
                "redis://127.0.0.1:" + toRedis.port(),
                "sallyport.policy.store-timeout",
                "10s",
                "sallyport.relay.timeout",
                "20s",
                "sallyport.relay.claim-after",
                "60s",
                "sallyport.relay.targets.main.events",
                "number.restricted"));
  }

  @AfterAll
  static void stop() {
    world.close();
    toRedis.close();
  }

  @AfterEach
  void atOnce() {
    toRedis.slow("", Duration.ZERO);
    world.main.answer(200);
  }

  @Test
  void theWindowIsOpenWhenTheCrmHearsOfTheMessage() {
    List<String> contacts = Stream.generate(Scenario::newContact).limit(12).toList();
    Map<String, Answer> answers = new ConcurrentHashMap<>();
    toRedis.slow(STORES_A_MESSAGE, LATE);
    world.main.answer(
        text -> {
          contacts.stream()
              .filter(text::contains)
              .forEach(who -> answers.putIfAbsent(who, gateway.send(Bodies.text(who))));
          return 200;
        });

    contacts.forEach(contact -> world.tell(gateway, RelayWorld.says(contact, "Are you there?")));

    Scenario.await().until(() -> answers.size() == contacts.size());
    assertThat(answers.values()).allSatisfy(Answer::assertForwarded);
  }

  @Test
  void theNumberIsRestrictedWhenTheCrmHearsOfIt() {
    String contact = Scenario.newContact();
    Map<String, Answer> answers = new ConcurrentHashMap<>();
    toRedis.slow(STORES_A_BAN, LATE);
    world.main.answer(
        text -> {
          if (text.contains("\"number.restricted\"")
              && text.contains("\"phone_number_id\":\"" + World.NUMBER + "\"")
              && text.contains("\"restricted\":true")) {
            answers.putIfAbsent(text, gateway.send(Bodies.utility(contact)));
          }
          return 200;
        });
    Instant told = Instant.now().minusSeconds(100);

    for (int i = 1; i <= 5; i++) {
      int bans = i;
      world.tell(gateway, ban("DISABLE", told.plusSeconds(2L * i)));
      Scenario.await().until(() -> answers.size() == bans);
      world.tell(gateway, ban("REINSTATE", told.plusSeconds(2L * i + 1)));
    }

    assertThat(answers.values())
        .allSatisfy(answer -> answer.assertRefused(403, 131031, "number_restricted"));
  }

  private static JsonObject ban(String state, Instant at) {
    JsonObject value =
        JsonObject.of(
            "event", "DISABLED_UPDATE", "ban_info", JsonObject.of("waba_ban_state", state));
    return Events.change("account_update", value).put("time", at.getEpochSecond());
  }

  @Test
  void whatIsStoredButCannotBeQueuedIsDeliveredAgainAndHeardOfOnce() {
    String contact = Scenario.newContact();
    String payload = Events.delivery(RelayWorld.says(contact, "This is heard once.")).encode();
    toRedis.cut(new Cut("This is heard once.", Way.REQUEST, Passes.NOTHING, () -> {}, true));

    assertThat(world.deliver(gateway, payload).status()).isEqualTo(503);
    assertThat(toRedis.isCut()).isTrue();
    gateway.send(Bodies.text(contact)).assertForwarded();
    String view = "/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + contact;
    String once = gateway.get(view).text();
    assertThat(world.deliver(gateway, payload).status()).isEqualTo(200);
    assertThat(world.deliver(gateway, payload).status()).isEqualTo(200);

    Scenario.await().until(() -> !world.main.taken(contact).isEmpty());
    assertThat(gateway.get(view).text()).isEqualTo(once);
    world.tell(gateway, RelayWorld.says(contact, "The next one."));
    Scenario.await().until(() -> world.main.taken(contact).size() == 2);
    assertThat(world.main.taken(contact).stream().map(Received::text))
        .filteredOn(text -> text.contains("This is heard once."))
        .hasSize(1);
  }
}
