package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.twin.Fault;
import io.sallyport.twin.FaultOrder;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sends that wait for their turn instead of being refused. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.graph.read-timeout", value = "1s"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + DeferralIT.SLOW_NUMBER + "\".throughput",
          value = "5")
    })
class DeferralIT extends Scenario {

  static final String SLOW_NUMBER = "106540352242923";

  private String withAFullPairRate() {
    String contact = contactWithOpenWindow();
    for (int i = 0; i < 45; i++) {
      gateway().send(Bodies.text(contact)).assertForwarded();
    }
    return contact;
  }

  private Answer deferred(String contact) {
    Answer answer = gateway().sendAsync(World.NUMBER, Bodies.text(contact));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("deferred");
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(answer.wamid()).startsWith("sallyport-");
    return answer;
  }

  private JsonObject state(Answer deferred) {
    return gateway().get(deferred.header("Location")).json();
  }

  @Test
  void whatThePairRateWouldRefuseIsSentWhenTheSlotComes() {
    String contact = withAFullPairRate();
    gateway().send(Bodies.text(contact)).assertRefused(400, 131056, "pair_rate");

    Answer deferred = deferred(contact);

    JsonObject queued = state(deferred);
    assertThat(queued.getString("state")).isEqualTo("queued");
    assertThat(Instant.parse(queued.getString("not_before")))
        .isBetween(Instant.now().minusSeconds(1), Instant.now().plusSeconds(6));
    await().atMost(Duration.ofSeconds(12)).until(() -> "sent".equals(word(deferred)));
    JsonObject sent = state(deferred);
    assertThat(sent.getInteger("status")).isEqualTo(200);
    assertThat(sent.getString("answer")).contains("wamid.");
    assertThat(reachedMeta(contact)).hasSize(46);
    assertThat(reachedMeta(contact).get(45).headers().get("Authorization"))
        .isEqualTo("Bearer " + Gateway.CALLER_TOKEN);
  }

  private String word(Answer deferred) {
    return state(deferred).getString("state");
  }

  @Test
  void whatIsCancelledIsNotSent() {
    String contact = withAFullPairRate();
    Answer deferred = deferred(contact);
    String location = deferred.header("Location");

    assertThat(gateway().delete(location).status()).isEqualTo(204);
    assertThat(word(deferred)).isEqualTo("cancelled");
    assertThat(gateway().delete(location).status()).isEqualTo(409);
    assertThat(gateway().delete(location + "0").status()).isEqualTo(404);
    assertThat(gateway().get(location + "0").status()).isEqualTo(404);
    sleep(8);
    assertThat(reachedMeta(contact)).hasSize(45);
  }

  @Test
  void whatCouldNotLeaveInItsWindowIsRefusedAtOnce() {
    String contact = newContact();
    // The window closes in some seconds, the slots come later.
    wrote(contact, Instant.now().minus(Duration.ofHours(24)).plusSeconds(5));
    for (int i = 0; i < 45; i++) {
      gateway().send(Bodies.text(contact)).assertForwarded();
    }

    gateway()
        .sendAsync(World.NUMBER, Bodies.text(contact))
        .assertGraphError(400, 131056)
        .contains("cannot wait");
    assertThat(reachedMeta(contact)).hasSize(45);
  }

  @Test
  void aThrottledNumberSendsAllThatWaits() {
    List<CompletableFuture<Answer>> sends = new ArrayList<>();
    List<String> contacts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      contacts.add(newContact());
      sends.add(gateway().sendAsyncLater(SLOW_NUMBER, Bodies.utility(contacts.get(i))));
    }
    List<Answer> answers = sends.stream().map(CompletableFuture::join).toList();
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 202);
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSizeGreaterThan(5);

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> assertThat(contacts).allMatch(contact -> reachedMeta(contact).size() == 1));
  }

  @Test
  void theVerdictIsTakenAgain() {
    String contact = withAFullPairRate();
    Answer deferred = deferred(contact);
    tell(Events.failed(contact, "wamid.OTHER" + contact, 131047, now().plusSeconds(1)));

    await().atMost(Duration.ofSeconds(12)).until(() -> "refused".equals(word(deferred)));
    assertThat(state(deferred).getString("reason")).isEqualTo("window_closed");
    assertThat(reachedMeta(contact)).hasSize(45);
  }

  @Test
  void anUnknownEndIsToldAndNothingIsRepeated() {
    String contact = withAFullPairRate();
    Answer deferred = deferred(contact);
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());

    await().atMost(Duration.ofSeconds(12)).until(() -> "unknown".equals(word(deferred)));
    sleep(2);
    assertThat(reachedMeta(contact)).hasSize(46);
    assertThat(gateway().delete(deferred.header("Location")).status()).isEqualTo(409);
  }

  @Test
  void aKeyHasOnePlace() {
    String contact = withAFullPairRate();
    String key = UUID.randomUUID().toString();

    Answer first = gateway().sendAsyncWithKey(key, Bodies.text(contact));
    Answer again = gateway().sendAsyncWithKey(key, Bodies.text(contact));

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    gateway()
        .sendAsyncWithKey(key, Bodies.text(contact, "Another text."))
        .assertRefused(422, 100, "key_reused");
    await().atMost(Duration.ofSeconds(12)).until(() -> "sent".equals(word(first)));
    Answer replayed = gateway().sendAsyncWithKey(key, Bodies.text(contact));
    assertThat(replayed.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(reachedMeta(contact)).hasSize(46);
  }

  private static void sleep(int seconds) {
    try {
      Thread.sleep(seconds * 1000L);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
