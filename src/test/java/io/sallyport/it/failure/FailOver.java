package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What holds before, while and after a replica takes over from a Redis that died. */
abstract class FailOver extends Scenario {
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private int forwarded;
  private int undecided;

  /** Waits until the replica has every write. */
  abstract void awaitReplication();

  /** The Redis that has the number all tests share dies without a word. */
  abstract void kill();

  abstract boolean hasFailedOver();

  /** Its state is on another server, where there are several. */
  abstract String otherNumber();

  @Test
  void storesAWebhookThatTellsOfSeveralNumbers() {
    String contact = newContact();
    String other = otherNumber();

    tell(
        Events.inbound(contact, now()),
        Events.inbound(
            other, JsonObject.of("from", contact), "text", now().minus(Duration.ofHours(25))));

    gateway().send(Bodies.text(contact)).assertForwarded();
    gateway()
        .post(Gateway.messages(other), Bodies.text(contact))
        .assertRefused(400, 131047, "window_closed");
    assertThat(gateway().get("/sallyport/v1/numbers/" + other).status()).isEqualTo(200);
  }

  @Test
  void decidesOrRefusesUntilTheReplicaHasTakenOverAndThenDecidesOnWhatItHas() {
    String open = contactWithOpenWindow();
    String closed = contactWithClosedWindow();
    String used = newContact();
    gateway().send(Bodies.marketing(used)).assertForwarded();
    gateway().send(Bodies.marketing(used)).assertForwarded();
    awaitReplication();
    assertThat(roundIsDecided(open, closed, used, () -> {})).isTrue();

    roundIsDecided(open, closed, used, this::kill);
    Instant dead = Instant.now();
    JsonObject writes = Events.delivery(Events.inbound(newContact(), now()));
    await()
        .atMost(AT_MOST)
        .until(
            () ->
                roundIsDecided(open, closed, used, () -> {})
                    && deliver(writes.encode()).status() == 200
                    && hasFailedOver());

    assertThat(Duration.between(dead, Instant.now())).isLessThan(AT_MOST);
    assertThat(undecided).as("sends during the fail-over").isPositive();
    assertThat(reachedMeta(open)).hasSize(forwarded);
    assertThat(reachedMeta(closed)).isEmpty();
    assertThat(reachedMeta(used)).hasSize(2);
    gateway().send(Bodies.text(sender(writes))).assertForwarded();
    hearsTemplateNews();
    await().until(() -> gateway().manage("/q/health/ready").status() == 200);
  }

  /**
   * A send to each while something happens: the verdict is the right one, or there is none.
   *
   * @return whether all were decided
   */
  private boolean roundIsDecided(String open, String closed, String used, Runnable meanwhile) {
    CompletableFuture<Answer> first = gateway().sendLater(Bodies.text(open));
    CompletableFuture<Answer> second = gateway().sendLater(Bodies.text(closed));
    CompletableFuture<Answer> third = gateway().sendLater(Bodies.marketing(used));
    meanwhile.run();
    int before = undecided;
    if (isDecided(first.join())) {
      first.join().assertForwarded();
      forwarded++;
    }
    if (isDecided(second.join())) {
      second.join().assertRefused(400, 131047, "window_closed");
    }
    if (isDecided(third.join())) {
      third.join().assertRefused(400, 131049, "marketing_throttled");
    }
    return undecided == before;
  }

  private boolean isDecided(Answer answer) {
    if (answer.status() != 503) {
      return true;
    }
    answer.assertRefused(503, 131016, "undecided").contains("nothing was sent");
    undecided++;
    return false;
  }

  private static String sender(JsonObject delivery) {
    return delivery
        .getJsonArray("entry")
        .getJsonObject(0)
        .getJsonArray("changes")
        .getJsonObject(0)
        .getJsonObject("value")
        .getJsonArray("messages")
        .getJsonObject(0)
        .getString("from");
  }

  private void hearsTemplateNews() {
    twin().putTemplate(World.utility("notice_22").withStatus("PAUSED"));
    String news =
        Events.delivery(Events.templateStatus("notice_22", "en-US", "PAUSED", now())).encode();
    await().until(() -> deliver(news).status() == 200);

    JsonObject send = Bodies.template(newContact(), "notice_22", "en_US", Bodies.body("1"));
    await().until(() -> "template_paused".equals(gateway().send(send).header("Sallyport-Reason")));
  }
}
