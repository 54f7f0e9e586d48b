package io.sallyport.admission;

import static io.sallyport.admission.Sends.ACCEPTED;
import static io.sallyport.admission.Sends.ADMITTED;
import static io.sallyport.admission.Sends.CLOSED;
import static io.sallyport.admission.Sends.NUMBER;
import static io.sallyport.admission.Sends.SLOT;
import static io.sallyport.admission.Sends.TEXT;
import static io.sallyport.admission.Sends.UNREADABLE;
import static io.sallyport.admission.Sends.policies;
import static io.sallyport.admission.Sends.registry;
import static io.sallyport.admission.Sends.reservation;
import static io.sallyport.admission.Sends.send;
import static io.sallyport.admission.Sends.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.contact.Window;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.OptedOut;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.policy.WindowClosed;
import io.sallyport.pricing.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A send that a rule would have refused, were it enforced. */
class ObservedSendTest {

  /** Direct Send of a category that is not sent here. */
  private static final String CODE =
      "{\"to\":\"16505551234\",\"type\":\"text\",\"category\":\"authentication\"}";

  private final Map<Reason, Enforcement> enforcement = new EnumMap<>(Reason.class);
  private final ScriptedLedger ledger = new ScriptedLedger();
  private final RecordedKeys keys = new RecordedKeys();
  private final MemoryReach reach = new MemoryReach(Instant::now);
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  private Decision decide(String body) {
    return decide(StoreFailure.REJECT, send(NUMBER, body));
  }

  private Decision decide(StoreFailure onStoreFailure, Send send) {
    return new SendMessage(
            policies(onStoreFailure, enforcement),
            registry(),
            ledger,
            keys,
            reach,
            new Circuits(Instant::now),
            upstream)
        .handle(send)
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private static Verdict admittedAlthough(Reason reason, Grounds grounds) {
    Reservation slot = reservation("slot", true, reason);
    return new Verdict.Admitted(CLOSED, slot, grounds, Charge.REGULAR);
  }

  private static @Nullable Reason observed(Decision decision) {
    Refusal refusal = decision.observed();
    return refusal == null ? null : refusal.reason();
  }

  @Test
  void whatTheLedgerOnlyObservesIsForwardedAndTold() {
    ledger.says(admittedAlthough(Reason.WINDOW_CLOSED, new WindowClosed.Closed(null, null)));
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(TEXT);

    assertThat(decision.ending()).isSameAs(ACCEPTED);
    assertThat(decision.window()).isEqualTo(CLOSED);
    assertThat(decision.observed())
        .isEqualTo(
            policies(StoreFailure.REJECT, enforcement)
                .refusal(new WindowClosed.Closed(null, null)));
    assertThat(ledger.reservations())
        .singleElement()
        .returns(Reason.WINDOW_CLOSED, Reservation::observed);
  }

  @Test
  void whatThePolicyOnlyObservesIsForwardedAndTold() {
    enforcement.put(Reason.UNKNOWN_TEMPLATE, Enforcement.OBSERVE);
    ledger.says(ADMITTED);
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(StoreFailure.REJECT, send(UNREADABLE, template("no_such")));

    assertThat(decision.ending()).isSameAs(ACCEPTED);
    assertThat(observed(decision)).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(decision.category()).isNull();
    assertThat(ledger.reservations())
        .singleElement()
        .returns(Reason.UNKNOWN_TEMPLATE, Reservation::observed)
        .returns("slot", Reservation::id)
        .returns(true, Reservation::counted);
  }

  @Test
  void ofAllThatIsObservedTheFirstRuleIsTold() {
    enforcement.put(Reason.UNSUPPORTED_CATEGORY, Enforcement.OBSERVE);
    ledger.says(admittedAlthough(Reason.OPTED_OUT, new OptedOut.Stopped(SLOT.at())));
    upstream.endsWith(new Outcome.NotSent());

    Decision decision = decide(CODE);

    assertThat(observed(decision)).isEqualTo(Reason.UNSUPPORTED_CATEGORY);
    assertThat(ledger.settled()).containsExactly("release slot");
    assertThat(ledger.reservations())
        .singleElement()
        .returns(Reason.UNSUPPORTED_CATEGORY, Reservation::observed);
  }

  @Test
  void whatThePolicyObservesTheLedgerMayStillRefuse() {
    enforcement.put(Reason.UNSUPPORTED_CATEGORY, Enforcement.OBSERVE);
    ledger.says(new Verdict.Refused(CLOSED, new WindowClosed.Closed(null, null)));

    Decision decision = decide(CODE);

    assertThat(decision.ending())
        .isInstanceOfSatisfying(
            Ending.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.WINDOW_CLOSED));
    assertThat(decision.observed()).isNull();
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void whatLeavesUndecidedIsToldToBeObservedByThePolicy() {
    enforcement.put(Reason.UNKNOWN_TEMPLATE, Enforcement.OBSERVE);
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(StoreFailure.ALLOW, send(UNREADABLE, template("no_such")));

    assertThat(decision.ending()).isSameAs(ACCEPTED);
    assertThat(observed(decision)).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(decision.window()).isEqualTo(Window.UNKNOWN);
    assertThat(ledger.settled()).isEmpty();
  }
}
