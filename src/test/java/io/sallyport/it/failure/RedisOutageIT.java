package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be decided is refused at once, and decided again as soon as Redis is back. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = "sallyport.policy.store-timeout", value = "400ms"))
class RedisOutageIT extends Scenario {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private boolean stopped;

  @AfterEach
  void redisIsBack() {
    if (stopped) {
      world.store().start();
      stopped = false;
    }
  }

  @Test
  void refusesSendsAtOnceWhileRedisIsDown() {
    String contact = contactWithOpenWindow();
    stopRedis();

    for (JsonObject send :
        List.of(Bodies.text(contact), Bodies.marketing(contact), Bodies.utility(contact))) {
      assertUndecidedAtOnce(send);
      assertUndecidedAtOnce(send);
    }

    assertThat(reachedMeta(contact)).isEmpty();
  }

  @Test
  void asksMetaToDeliverAgainWhatItCannotStore() {
    stopRedis();
    Instant start = Instant.now();

    Answer answer = deliver(Events.delivery(Events.inbound(newContact(), now())).encode());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(Duration.between(start, Instant.now())).isLessThan(AT_ONCE);
    String paused =
        Events.delivery(Events.templateStatus("notice_24", "en-US", "FLAGGED", now())).encode();
    assertThat(deliver(paused).status()).isEqualTo(200);
    String news =
        Events.delivery(Events.templateStatus("notice_24", "en-US", "APPROVED", now())).encode();
    assertThat(deliver(news).status()).isEqualTo(503);
  }

  @Test
  void isAliveAndNotReadyAndPassesControlCallsWhileRedisIsDown() {
    stopRedis();

    gateway().send(Bodies.readReceipt()).assertForwarded();
    assertThat(gateway().get("/v23.0/" + World.NUMBER).status()).isEqualTo(200);
    assertThat(gateway().manage("/q/health/live").status()).isEqualTo(200);
    assertThat(gateway().manage("/q/health/ready").status()).isEqualTo(503);
  }

  @Test
  void decidesAgainByItselfWhenRedisIsBackEmpty() {
    String contact = newContact();
    stopRedis();
    assertUndecidedAtOnce(Bodies.marketing(contact));

    redisIsBack();

    await().until(() -> gateway().send(Bodies.utility(contact)).status() == 200);
    String payload = Events.delivery(Events.inbound(contact, now())).encode();
    await().until(() -> deliver(payload).status() == 200);
    gateway().send(Bodies.text(contact)).assertForwarded();
    await().until(() -> gateway().manage("/q/health/ready").status() == 200);
  }

  @Test
  void hearsTemplateNewsAgainWhenRedisIsBack() {
    stopRedis();
    redisIsBack();
    await().until(() -> gateway().send(Bodies.utility(newContact())).status() == 200);
    twin().putTemplate(World.utility("notice_23").withStatus("PAUSED"));

    String news =
        Events.delivery(Events.templateStatus("notice_23", "en-US", "PAUSED", now())).encode();
    await().until(() -> deliver(news).status() == 200);

    JsonObject send = Bodies.template(newContact(), "notice_23", "en_US", Bodies.body("1"));
    await().until(() -> "template_paused".equals(gateway().send(send).header("Sallyport-Reason")));
  }

  @Test
  void sendsAnUnknownScriptAgain() {
    String contact = contactWithOpenWindow();
    assertThat(world.store().command("SCRIPT FLUSH")).startsWith("+OK");

    gateway().send(Bodies.text(contact)).assertForwarded();
    tell(Events.inbound(newContact(), now()));
    gateway().send(Bodies.marketing(newContact())).assertForwarded();
  }

  @Test
  void refusesAtOnceWhileRedisIsFrozenAndGivesBackWhatItReservedLate() {
    String contact = newContact();

    List<Answer> answers;
    Instant start = Instant.now();
    try (Store.Frozen frozen = world.store().freeze()) {
      answers =
          Stream.generate(() -> gateway().sendLater(Bodies.marketing(contact)))
              .limit(5)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(Duration.between(start, Instant.now())).isLessThan(AT_ONCE);
      assertThat(deliver(Events.delivery(Events.inbound(newContact(), now())).encode()).status())
          .isEqualTo(503);
      assertThat(gateway().manage("/q/health/live").status()).isEqualTo(200);
    }

    answers.forEach(it -> it.assertRefused(503, 131016, "undecided"));
    assertThat(reachedMeta(contact)).isEmpty();
    await().until(() -> gateway().send(Bodies.marketing(contact)).status() == 200);
    await().until(() -> gateway().send(Bodies.marketing(contact)).status() == 200);
    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  private void stopRedis() {
    world.store().stop();
    stopped = true;
  }

  private void assertUndecidedAtOnce(JsonObject send) {
    Instant start = Instant.now();
    Answer answer = gateway().send(send);

    assertThat(Duration.between(start, Instant.now())).isLessThan(AT_ONCE);
    answer.assertRefused(503, 131016, "undecided").contains("nothing was sent");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }
}
