package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a call of Meta ends, the caller learns whether the message may have been sent. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = "sallyport.graph.read-timeout", value = "3s"))
class UpstreamEndsIT extends Scenario {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

  @Test
  void tellsThatNothingWasSentWhenMetaCannotBeReached() {
    String contact = contactWithOpenWindow();
    Answer answer = whileUnplugged(contact);

    answer
        .assertEnded("failed", 502, 131016, "upstream_unreachable")
        .contains("not sent", "safe to send it again");
    assertThat(answer.header("Sallyport-Window")).isEqualTo("open");
    assertThat(reachedMeta(contact)).isEmpty();
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"STALL", "RESET_BEFORE_ANSWER", "HALF_ANSWER", "REFUSE_CONNECTION"})
  void tellsThatTheMessageMayHaveBeenSent(Fault fault) {
    String contact = contactWithOpenWindow();
    twin().fault(fault, 1);
    Instant start = Instant.now();

    Answer answer = gateway().send(Bodies.text(contact));

    answer
        .assertEnded("unknown", 504, 131000, "outcome_unknown")
        .contains("may have been sent", "status webhook");
    assertThat(Duration.between(start, Instant.now())).isLessThan(READ_TIMEOUT.plusSeconds(3));
    assertThat(reachedMeta(contact)).hasSizeLessThanOrEqualTo(1);
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void neverRepeatsASendWhoseAnswerIsMissing() throws InterruptedException {
    String contact = contactWithOpenWindow();
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());

    gateway().send(Bodies.text(contact)).assertEnded("unknown", 504, 131000, "outcome_unknown");
    Thread.sleep(500);

    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void waitsForASlowAnswer() {
    String contact = contactWithOpenWindow();
    twin().fault(FaultOrder.of(Fault.SLOW, 1).withDelay(Duration.ofMillis(500)));

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RATE_LIMITED", "SERVER_ERROR_500", "SERVER_ERROR_503"})
  void givesTheMarketingSlotBackWhenMetaRefuses(Fault fault) {
    String contact = newContact();
    twin().fault(fault, 2);

    gateway().send(Bodies.marketing(contact));
    gateway().send(Bodies.marketing(contact));

    assertThat(reachedMeta(contact)).hasSize(2);
    assertAllowance(contact);
  }

  @Test
  void givesTheMarketingSlotBackWhenMetaCannotBeReached() {
    String contact = newContact();

    twin().unplug();
    gateway()
        .send(Bodies.marketing(contact))
        .assertEnded("failed", 502, 131016, "upstream_unreachable");
    gateway().send(Bodies.marketing(contact));
    twin().plug();

    assertAllowance(contact);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"STALL", "RESET_BEFORE_ANSWER", "HALF_ANSWER", "BAD_GATEWAY_502"})
  void holdsTheMarketingSlotOfASendThatMayHaveHappened(Fault fault) {
    String contact = newContact();
    twin().fault(fault, 2);

    gateway().send(Bodies.marketing(contact));
    gateway().send(Bodies.marketing(contact));

    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  @Test
  void passesControlCallsEndsOnToo() {
    twin().fault(Fault.STALL, 1);

    Answer answer = gateway().send(Bodies.readReceipt());

    answer.assertEnded("unknown", 504, 131000, "outcome_unknown");
    assertThat(answer.header("Sallyport-Window")).isNull();
  }

  private Answer whileUnplugged(String contact) {
    twin().unplug();
    try {
      return gateway().send(Bodies.text(contact));
    } finally {
      twin().plug();
    }
  }

  /** Two, and no more; slots are given back a moment after the caller was answered. */
  private void assertAllowance(String contact) {
    await().until(() -> gateway().send(Bodies.marketing(contact)).status() == 200);
    await().until(() -> gateway().send(Bodies.marketing(contact)).status() == 200);
    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");
  }
}
