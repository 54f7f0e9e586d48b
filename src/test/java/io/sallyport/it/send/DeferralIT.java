package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
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
      @ResourceArg(
          name = "sallyport.numbers.\"" + DeferralIT.SLOW_NUMBER + "\".throughput",
          value = "5")
    })
class DeferralIT extends Scenario {

  static final String SLOW_NUMBER = "106540352242923";

  /** The next slot is some seconds away, also if the machine was busy with other things. */
  private String withAFullPairRate() {
    String contact = contactWithOpenWindow();
    Answer answer = gateway().send(Bodies.text(contact));
    while (answer.status() == 200 || Integer.parseInt(answer.header("Retry-After")) < 4) {
      answer = gateway().send(Bodies.text(contact));
    }
    answer.assertRefused(400, 131056, "pair_rate");
    return contact;
  }

  private Answer deferred(String contact) {
    return deferred(contact, "Your order is on its way.");
  }

  private Answer deferred(String contact, String text) {
    Answer answer = gateway().sendAsync(World.NUMBER, Bodies.text(contact, text));
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
    int before = reachedMeta(contact).size();

    Answer deferred = deferred(contact);

    JsonObject queued = state(deferred);
    assertThat(queued.getString("state")).isEqualTo("queued");
    assertThat(Instant.parse(queued.getString("not_before")))
        .isBetween(Instant.now().minusSeconds(1), Instant.now().plusSeconds(6));
    await().until(() -> "sent".equals(word(deferred)));
    JsonObject sent = state(deferred);
    assertThat(sent.getInteger("status")).isEqualTo(200);
    assertThat(sent.getString("answer")).contains("wamid.");
    assertThat(reachedMeta(contact)).hasSize(before + 1);
    assertThat(reachedMeta(contact).get(before).headers().get("Authorization"))
        .isEqualTo("Bearer " + Gateway.CALLER_TOKEN);
  }

  private String word(Answer deferred) {
    return state(deferred).getString("state");
  }

  @Test
  void whatIsCancelledIsNotSent() {
    String contact = withAFullPairRate();
    int before = reachedMeta(contact).size();
    Answer deferred = deferred(contact);
    String location = deferred.header("Location");

    assertThat(gateway().delete(location).status()).isEqualTo(204);
    assertThat(word(deferred)).isEqualTo("cancelled");
    assertThat(gateway().delete(location).status()).isEqualTo(409);
    assertThat(gateway().delete(location + "0").status()).isEqualTo(404);
    assertThat(gateway().get(location + "0").status()).isEqualTo(404);
    Answer next = deferred(contact, "The next one.");
    // By then its own turn is over.
    await().until(() -> "sent".equals(word(next)));
    assertThat(reachedMeta(contact)).hasSize(before + 1);
    assertThat(reachedMeta(contact).get(before).body().toString()).contains("The next one.");
  }

  @Test
  void whatCouldNotLeaveInItsWindowIsRefusedAtOnce() {
    String contact;
    Answer answer;
    Instant closes;
    do {
      contact = newContact();
      // The window closes in some seconds, the slots come later.
      closes = Instant.now().plusSeconds(5);
      wrote(contact, closes.minus(Duration.ofHours(24)));
      for (int i = 0; i < 45; i++) {
        gateway().send(Bodies.text(contact));
      }
      answer = gateway().sendAsync(World.NUMBER, Bodies.text(contact));
      // Another time, if the machine was busy meanwhile.
    } while (!Instant.now().isBefore(closes.minusSeconds(1)));

    answer.assertGraphError(400, 131056).contains("cannot wait");
    assertThat(reachedMeta(contact)).hasSize(45);
  }

  @Test
  void aThrottledNumberSendsAllThatWaits() {
    double forwarded = decisions("template", "forwarded");
    double deferred = decisions("template", "deferred");
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
        .untilAsserted(
            () -> assertThat(contacts).allMatch(contact -> reachedMeta(contact).size() == 1));
    // Each is decided once for good; as often as its turn came in vain, nothing is.
    await().until(() -> decisions("template", "forwarded") == forwarded + contacts.size());
    assertThat(decisions("template", "deferred") - deferred)
        .isEqualTo(answers.stream().filter(answer -> answer.status() == 202).count());
    assertThat(decisions("template", "rejected")).isZero();
  }

  /** The sum over all reasons. */
  private double decisions(String sendClass, String outcome) {
    return gateway()
        .manage("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("sallyport_decisions_total{"))
        .filter(line -> line.contains("class=\"" + sendClass + "\""))
        .filter(line -> line.contains("outcome=\"" + outcome + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void theVerdictIsTakenAgain() {
    String contact = withAFullPairRate();
    int before = reachedMeta(contact).size();
    Answer deferred = deferred(contact);
    double rejected = decisions("free_form", "rejected");
    tell(Events.failed(contact, "wamid.OTHER" + contact, 131047, now().plusSeconds(1)));

    await().until(() -> "refused".equals(word(deferred)));
    assertThat(decisions("free_form", "rejected")).isEqualTo(rejected + 1);
    assertThat(state(deferred).getString("reason")).isEqualTo("window_closed");
    assertThat(reachedMeta(contact)).hasSize(before);
  }

  @Test
  void anUnknownEndIsToldAndNothingIsRepeated() {
    String contact = withAFullPairRate();
    int before = reachedMeta(contact).size();
    Answer deferred = deferred(contact);
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());

    await().until(() -> "unknown".equals(word(deferred)));
    Answer next = deferred(contact, "The next one.");
    await().until(() -> "sent".equals(word(next)));
    assertThat(reachedMeta(contact)).hasSize(before + 2);
    assertThat(reachedMeta(contact).get(before + 1).body().toString()).contains("The next one.");
    assertThat(gateway().delete(deferred.header("Location")).status()).isEqualTo(409);
  }

  @Test
  void aKeyHasOnePlace() {
    String contact = withAFullPairRate();
    int before = reachedMeta(contact).size();
    String key = UUID.randomUUID().toString();

    Answer first = gateway().sendAsyncWithKey(key, Bodies.text(contact));
    Answer again = gateway().sendAsyncWithKey(key, Bodies.text(contact));

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    gateway()
        .sendAsyncWithKey(key, Bodies.text(contact, "Another text."))
        .assertRefused(422, 100, "key_reused");
    await().until(() -> "sent".equals(word(first)));
    Answer replayed = gateway().sendAsyncWithKey(key, Bodies.text(contact));
    assertThat(replayed.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(reachedMeta(contact)).hasSize(before + 1);
  }
}
