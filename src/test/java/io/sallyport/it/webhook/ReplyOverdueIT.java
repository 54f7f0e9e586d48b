package io.sallyport.it.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Crm.Received;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Contacts who wait too long for an answer are told of, by two replicas and their successors. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplyOverdueIT {

  private static final Duration LIMIT = Duration.ofHours(1);
  private static final Pattern COUNT =
      Pattern.compile(
          "sallyport_first_response_overdue_total\\{number=\"" + World.NUMBER + "\"} ([0-9.]+)");

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway first;
  private static Gateway second;

  private final String contact = Scenario.newContact();

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    first = replica("0s");
    second = replica("0s");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Gateway replica(String offset) {
    Map<String, String> all = new HashMap<>();
    all.put("sallyport.relay.targets.main.events", "reply.overdue");
    all.put("sallyport.policy.first-response.limit", LIMIT.toString());
    all.put("sallyport.clock.offset", offset);
    return world.start(all);
  }

  private static void writes(Gateway gateway, String contact, Instant at) {
    world.tell(gateway, Events.inbound(contact, at));
  }

  private static List<Received> told(String contact) {
    return world.main.taken(contact).stream()
        .filter(one -> one.text().contains("\"type\":\"reply.overdue\""))
        .toList();
  }

  private static long ids(String contact) {
    return told(contact).stream().map(one -> one.header("webhook-id")).distinct().count();
  }

  private static double counted(Gateway... gateways) {
    double sum = 0;
    for (Gateway gateway : gateways) {
      Matcher count = COUNT.matcher(gateway.manage("/q/metrics").text());
      assertThat(count.find()).as("it is there before it counts").isTrue();
      sum += Double.parseDouble(count.group(1));
    }
    return sum;
  }

  private static JsonObject waiting(Gateway gateway, String contact) {
    JsonArray all = gateway.get("/sallyport/v1/waiting?limit=1000").json().getJsonArray("contacts");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("contact").equals(contact))
        .findFirst()
        .orElse(null);
  }

  @Test
  @Order(1)
  void aContactWhoWaitsTooLongIsToldOfOnce() {
    Instant wrote = Scenario.now().minus(LIMIT).plusSeconds(4);
    double before = counted(first, second);
    writes(first, contact, wrote);
    writes(second, contact, wrote.plusSeconds(1));
    assertThat(waiting(second, contact).getBoolean("overdue")).isFalse();

    Scenario.await().until(() -> !told(contact).isEmpty());

    Received event = told(contact).get(0);
    JsonObject json = new JsonObject(event.text());
    assertThat(json.getInstant("timestamp")).isEqualTo(wrote.plus(LIMIT));
    assertThat(json.getJsonObject("data"))
        .isEqualTo(
            JsonObject.of(
                "phone_number_id",
                World.NUMBER,
                "contact",
                contact,
                "waiting_since",
                wrote.toString(),
                "limit_seconds",
                3600));
    assertThat(event.at()).isBetween(wrote.plus(LIMIT), wrote.plus(LIMIT).plusSeconds(10));
    assertThat(waiting(second, contact).getBoolean("overdue")).isTrue();

    // Another one's turn is later, so all replicas have looked.
    String next = Scenario.newContact();
    writes(second, next, Scenario.now().minus(LIMIT).plusSeconds(2));
    Scenario.await().until(() -> counted(first, second) == before + 2);
    Scenario.await().until(() -> !told(next).isEmpty());
    assertThat(ids(contact)).isEqualTo(1);
  }

  @Test
  @Order(2)
  void whatComesLateIsToldAtOnce() {
    writes(second, contact, Scenario.now().minus(Duration.ofHours(5)));

    Scenario.await().until(() -> !told(contact).isEmpty());
  }

  @Test
  @Order(3)
  void whoIsAnsweredInTimeIsNotToldOf() {
    Instant wrote = Scenario.now().minus(LIMIT).plusSeconds(6);
    String bySend = Scenario.newContact();
    writes(first, contact, wrote);
    writes(first, bySend, wrote);
    String last = Scenario.newContact();
    writes(first, last, wrote.plusSeconds(1));

    // On the phone, and by the gateway.
    JsonObject echo =
        JsonObject.of("from", "15550783881", "to", contact, "id", Events.newWamid())
            .put("timestamp", Long.toString(Scenario.now().getEpochSecond()))
            .put("type", "text")
            .put("text", JsonObject.of("body", "Yes!"));
    JsonObject echoes = Events.of(World.NUMBER).put("message_echoes", JsonArray.of(echo));
    world.tell(second, Events.change("smb_message_echoes", echoes));
    assertThat(second.send(Bodies.text(bySend)).status()).isEqualTo(200);
    Scenario.await().until(() -> waiting(first, bySend) == null && waiting(first, contact) == null);

    Scenario.await().until(() -> !told(last).isEmpty());
    assertThat(told(contact)).isEmpty();
    assertThat(told(bySend)).isEmpty();
  }

  @Test
  @Order(4)
  void itIsToldAgainAfterAnAnswerAndByWhoeverIsLeft() {
    Instant wrote = Scenario.now().minus(LIMIT).plusSeconds(4);
    writes(first, contact, wrote);
    world.kill(first);
    Scenario.await().until(() -> !told(contact).isEmpty());
    assertThat(second.send(Bodies.text(contact)).status()).isEqualTo(200);
    Scenario.await().until(() -> waiting(second, contact) == null);
    Instant again = Scenario.now().plusSeconds(1);
    writes(second, contact, again);
    // The send left before that message came.
    assertThat(waiting(second, contact)).isNotNull();
    world.kill(second);

    Gateway later = replica(LIMIT.plusSeconds(5).toString());

    Scenario.await().until(() -> ids(contact) == 2);
    assertThat(told(contact))
        .anySatisfy(
            one ->
                assertThat(new JsonObject(one.text()).getInstant("timestamp"))
                    .isEqualTo(again.plus(LIMIT)));
    assertThat(counted(later)).isEqualTo(1);
  }
}
