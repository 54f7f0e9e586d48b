package io.sallyport.send;

import static io.sallyport.send.Sends.ACCEPTED;
import static io.sallyport.send.Sends.ADMITTED;
import static io.sallyport.send.Sends.CLOSED;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.SLOT;
import static io.sallyport.send.Sends.TEXT;
import static io.sallyport.send.Sends.UNREADABLE;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static io.sallyport.send.Sends.reservation;
import static io.sallyport.send.Sends.send;
import static io.sallyport.send.Sends.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.WindowClosed;
import io.sallyport.testkit.Plain;
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
  private final MemoryMessagingLimits reach = new MemoryMessagingLimits(Instant::now);
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  private Decision decide(String body) {
    return decide(StoreFailure.REJECT, send(NUMBER, body));
  }

  private Decision decide(StoreFailure onStoreFailure, Send send) {
    return new SendMessage(
            new Deciders(
                WhatsApp.CHANNEL,
                policies(onStoreFailure, enforcement),
                registry(),
                ledger,
                Plain.shared(reach),
                new Circuits(Instant::now)),
            keys,
            upstream)
        .handle(send)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static Verdict admittedAlthough(Reason reason, Grounds grounds) {
    Reservation slot = reservation("slot", true, reason);
    return Plain.admitted(CLOSED, slot, grounds, Charge.REGULAR);
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

    assertThat(decision.outcome()).isSameAs(ACCEPTED);
    assertThat(decision.window()).isEqualTo(CLOSED);
    assertThat(decision.observed())
        .isEqualTo(
            policies(StoreFailure.REJECT, enforcement)
                .refusal(new WindowClosed.Closed(null, null)));
    assertThat(ledger.reservations())
        .singleElement()
        .returns(Reason.WINDOW_CLOSED, Reservation::observed);
  }

  /** The portfolio has reached as many contacts as it may. */
  private void atTheMessagingLimit() {
    var unused =
        reach
            .take(Sends.WABA, new Contact("16505559999"), "other", 1)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    Reservation slot = reservation("slot", true, null);
    ledger.says(new Verdict.Admitted(CLOSED, slot, null, Charge.REGULAR, null, "1"));
    upstream.endsWith(ACCEPTED);
  }

  @Test
  void aMessagingLimitThatIsOnlyObservedIsForwardedAndTold() {
    enforcement.put(Reason.MESSAGING_LIMIT, Enforcement.OBSERVE);
    atTheMessagingLimit();

    Decision decision = decide(SALE);

    assertThat(decision.outcome()).isSameAs(ACCEPTED);
    assertThat(observed(decision)).isEqualTo(Reason.MESSAGING_LIMIT);
    assertThat(ledger.reservations())
        .singleElement()
        .returns(Reason.MESSAGING_LIMIT, Reservation::observed);
  }

  @Test
  void aMessagingLimitThatIsOffIsNotAsked() {
    enforcement.put(Reason.MESSAGING_LIMIT, Enforcement.OFF);
    atTheMessagingLimit();

    Decision decision = decide(SALE);

    assertThat(decision.outcome()).isSameAs(ACCEPTED);
    assertThat(observed(decision)).isNull();
  }

  @Test
  void whatThePolicyOnlyObservesIsForwardedAndTold() {
    enforcement.put(Reason.UNKNOWN_TEMPLATE, Enforcement.OBSERVE);
    ledger.says(ADMITTED);
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(StoreFailure.REJECT, send(UNREADABLE, template("no_such")));

    assertThat(decision.outcome()).isSameAs(ACCEPTED);
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
    ledger.says(Plain.refused(CLOSED, new WindowClosed.Closed(null, null)));

    Decision decision = decide(CODE);

    assertThat(decision.result())
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.WINDOW_CLOSED));
    assertThat(decision.observed()).isNull();
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void whatLeavesUndecidedIsToldToBeObservedByThePolicy() {
    enforcement.put(Reason.UNKNOWN_TEMPLATE, Enforcement.OBSERVE);
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(StoreFailure.ALLOW, send(UNREADABLE, template("no_such")));

    assertThat(decision.outcome()).isSameAs(ACCEPTED);
    assertThat(observed(decision)).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(decision.window()).isEqualTo(Window.UNKNOWN);
    assertThat(ledger.settled()).isEmpty();
  }
}
