package io.sallyport.send;

import static io.sallyport.send.ScriptedUpstream.answer;
import static io.sallyport.send.Sends.ACCEPTED;
import static io.sallyport.send.Sends.ADMITTED;
import static io.sallyport.send.Sends.CLOSED;
import static io.sallyport.send.Sends.CONTACT;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.OPEN;
import static io.sallyport.send.Sends.READ;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.TEXT;
import static io.sallyport.send.Sends.TWO_A_DAY;
import static io.sallyport.send.Sends.UNREADABLE;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static io.sallyport.send.Sends.reservation;
import static io.sallyport.send.Sends.send;
import static io.sallyport.send.Sends.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuit;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Reservation;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.NumberRestricted;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendMessageTest {

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final RecordedKeys keys = new RecordedKeys();
  private final MemoryMessagingLimits reach = new MemoryMessagingLimits(Instant::now);
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final Circuits circuits = new Circuits(Instant::now);

  private Decision decide(String body) {
    return decide(StoreFailure.REJECT, send(NUMBER, body));
  }

  private Decision decide(StoreFailure onStoreFailure, Send send) {
    return decide(policies(onStoreFailure, Map.of()), send);
  }

  private Decision decide(Policies policies, Send send) {
    return new SendMessage(
            new Deciders(
                WhatsApp.CHANNEL, policies, registry(), ledger, Plain.shared(reach), circuits),
            keys,
            upstream)
        .handle(send)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static void assertRefused(Decision decision, Reason reason) {
    assertThat(decision.result()).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) decision.result()).refusal().reason()).isEqualTo(reason);
  }

  private void assertNothingLeft() {
    assertThat(upstream.sent()).isEmpty();
    assertThat(ledger.settled()).isEmpty();
  }

  static Stream<Arguments> settlements() {
    String wamid = "{\"messages\":[{\"id\":\"wamid.1\"}]}";
    String error = "{\"error\":{\"code\":131000}}";
    String html = "<html>Bad Gateway</html>";
    return Stream.of(
        arguments(answer(200, wamid), "commit slot wamid.1"),
        arguments(answer(201, wamid), "commit slot wamid.1"),
        arguments(answer(200, "{\"success\":true}"), null),
        arguments(answer(200, ""), null),
        arguments(answer(200, error), null),
        arguments(answer(302, wamid), null),
        arguments(answer(400, error), "release slot"),
        arguments(answer(404, html), "release slot"),
        arguments(answer(429, ""), "release slot"),
        arguments(answer(400, wamid), "release slot"),
        arguments(answer(500, error), "release slot"),
        arguments(answer(503, error), "release slot"),
        arguments(answer(500, html), null),
        arguments(answer(502, ""), null),
        arguments(answer(504, "{\"error\":\"timeout\"}"), null),
        arguments(new Outcome.NotSent(), "release slot"),
        arguments(new Outcome.Unknown(), null));
  }

  @ParameterizedTest
  @MethodSource("settlements")
  void whatMetaSaysSettlesTheReservation(Outcome outcome, @Nullable String settlement) {
    ledger.says(ADMITTED);
    upstream.endsWith(outcome);

    Decision decision = decide(SALE);

    assertThat(decision.sendClass()).isEqualTo(SendClass.TEMPLATE);
    assertThat(decision.category()).isEqualTo(Category.MARKETING);
    assertThat(decision.window()).isEqualTo(OPEN);
    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(ledger.settled()).isEqualTo(settlement == null ? List.of() : List.of(settlement));
    assertThat(upstream.sent()).hasSize(1);
  }

  @Test
  void anUpstreamThatFailsLeavesTheOutcomeUnknown() {
    ledger.says(ADMITTED);
    upstream.fails();

    assertThat(decide(SALE).outcome()).isEqualTo(new Outcome.Unknown());
    assertThat(decide(READ).outcome()).isEqualTo(new Outcome.Unknown());
    assertThat(ledger.settled()).isEmpty();
    assertThat(upstream.sent()).hasSize(2);
  }

  /** It is an answer to the contact, and counted, whether it holds a marketing slot or not. */
  @Test
  void whateverIsAdmittedIsSettled() {
    Reservation nothing = reservation("free", false, null);
    ledger.says(Plain.admitted(OPEN, nothing, null, Charge.FREE_QUOTA));
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(TEXT);

    assertThat(decision.sendClass()).isEqualTo(SendClass.FREE_FORM);
    assertThat(decision.category()).isEqualTo(Category.SERVICE);
    assertThat(decision.charge()).isEqualTo(Charge.FREE_QUOTA);
    assertThat(decision.outcome()).isEqualTo(ACCEPTED);
    assertThat(ledger.settled()).containsExactly("commit free wamid.1");
    assertThat(ledger.reservations()).containsExactly(nothing);
  }

  @Test
  void theLedgerLearnsWhatMetaCallsTheRecipient() {
    ledger.says(ADMITTED);
    upstream.endsWith(
        answer(
            200,
            "{\"contacts\":[{\"input\":\"+16505551234\",\"wa_id\":\"16505551234\","
                + "\"user_id\":\"US.13491208655302741918\"}],\"messages\":[{\"id\":\"wamid.1\"}]}"));

    var unused = decide(SALE);

    assertThat(ledger.acceptances())
        .containsExactly(
            new Acceptance("wamid.1", List.of(CONTACT, new Contact("US.13491208655302741918"))));
  }

  @Test
  void theSendIsHandedOnAsItCame() {
    ledger.says(ADMITTED);
    Send send = send(NUMBER, TEXT);
    var unused = decide(StoreFailure.REJECT, send);

    assertThat(upstream.sent()).singleElement().isSameAs(send);
  }

  @Test
  void theLedgerIsAskedOnceAboutTheContactOnThePolicysTerms() {
    ledger.says(ADMITTED);

    var unused = decide(SALE);

    Terms terms = policies(StoreFailure.REJECT, Map.of()).marketingTerms(ledger.now());
    assertThat(terms.marketing()).isEqualTo(TWO_A_DAY);
    assertThat(ledger.asked())
        .containsExactly(new ScriptedLedger.Asked("106540352242922", CONTACT, terms));
  }

  @Test
  void theCallerDoesNotWaitForTheSettlement() {
    ledger.says(ADMITTED);
    ledger.settlesNever();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).outcome()).isEqualTo(ACCEPTED);
    assertThat(ledger.settled()).containsExactly("commit slot wamid.1");
  }

  @Test
  void aSettlementThatFailsIsNotTheCallersAffair() {
    ledger.says(ADMITTED);
    ledger.failsToSettle();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).outcome()).isEqualTo(ACCEPTED);
  }

  @Test
  void controlCallsAreForwardedWithoutAnAdmission() {
    upstream.endsWith(answer(200, "{\"success\":true}"));

    Decision decision = decide(READ);

    assertThat(decision.sendClass()).isEqualTo(SendClass.CONTROL);
    assertThat(decision.category()).isNull();
    assertThat(decision.window()).isNull();
    assertThat(decision.outcome()).isInstanceOf(Outcome.Answered.class);
    assertThat(upstream.sent()).hasSize(1);
    assertThat(ledger.asked()).isEmpty();
  }

  @Test
  void controlCallsOfADisabledAccountStay() {
    ledger.says(Future.succeededFuture(true));

    Decision decision = decide(READ);

    assertRefused(decision, Reason.NUMBER_RESTRICTED);
    assertThat(decision.window()).isNull();
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void controlCallsOfADisabledAccountPassWhereThatIsOnlyObserved() {
    ledger.says(Future.succeededFuture(true));
    upstream.endsWith(answer(200, "{\"success\":true}"));

    Decision decision =
        decide(
            policies(StoreFailure.REJECT, Map.of(Reason.NUMBER_RESTRICTED, Enforcement.OBSERVE)),
            send(NUMBER, READ));

    assertThat(decision.word()).isEqualTo(Decision.Word.OBSERVED);
    assertThat(decision.reason()).isEqualTo(Reason.NUMBER_RESTRICTED);
    assertThat(upstream.sent()).hasSize(1);
  }

  @Test
  void controlCallsPassWhenTheLedgerCannotBeAsked() {
    ledger.says(Future.failedFuture(new IllegalStateException("the store does not answer")));
    upstream.endsWith(answer(200, "{\"success\":true}"));

    assertThat(decide(READ).outcome()).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void whatTheLedgerRefusesStays() {
    ledger.says(Plain.refused(CLOSED, new WindowClosed.Closed(null, null)));

    Decision decision = decide(TEXT);

    assertRefused(decision, Reason.WINDOW_CLOSED);
    assertThat(decision.window()).isEqualTo(CLOSED);
    assertThat(decision.category()).isEqualTo(Category.SERVICE);
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"to\":\"me\",\"type\":\"text\"}"})
  void whatCannotBeReadIsRefusedUnasked(String body) {
    Decision decision = decide(body);

    assertRefused(decision, Reason.INVALID_BODY);
    assertThat(decision.sendClass()).isNull();
    assertThat(ledger.asked()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void whatThePolicyRefusesIsRefusedUnasked() {
    Decision decision = decide(StoreFailure.ALLOW, send(UNREADABLE, template("no_such")));

    assertRefused(decision, Reason.UNKNOWN_TEMPLATE);
    assertThat(ledger.asked()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void whatIsUndecidedIsRefused() {
    Decision decision = decide(SALE);

    assertRefused(decision, Reason.UNDECIDED);
    assertThat(ledger.asked()).hasSize(1);
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(StoreFailure.class)
  void whatIsUndecidedLeavesOnlyWhereThePolicySaysSo(StoreFailure onStoreFailure) {
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(onStoreFailure, send(NUMBER, SALE));

    boolean allowed = onStoreFailure == StoreFailure.ALLOW;
    assertThat(decision.outcome() == ACCEPTED).isEqualTo(allowed);
    assertThat(upstream.sent()).hasSize(allowed ? 1 : 0);
    assertThat(decision.window()).isEqualTo(Window.UNKNOWN);
    assertThat(ledger.settled()).isEmpty();
  }

  @Test
  void aSettlementThatThrowsIsNotTheCallersAffair() {
    ledger.says(ADMITTED);
    ledger.throwsOnSettling();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).outcome()).isEqualTo(ACCEPTED);
  }

  /** README.md#what-a-send-answers: the first rule that refuses answers. */
  @ParameterizedTest
  @CsvSource({
    "403, 131031, NUMBER_RESTRICTED",
    "401, 190, TOKEN_REFUSED",
  })
  void whatHoldsEverySendBackComesBeforeTheRulesOfContacts(int status, int code, Reason reason) {
    ledger.says(ADMITTED);
    upstream.endsWith(answer(status, "{\"error\":{\"code\":" + code + "}}"));
    decide(TEXT);
    int before = upstream.sent().size();

    ledger.says(Plain.refused(CLOSED, new WindowClosed.Closed(null, null)));
    assertRefused(decide(TEXT), reason);
    ledger.says(Plain.refused(CLOSED, NumberRestricted.Restricted.DISABLED));
    assertRefused(decide(TEXT), Reason.NUMBER_RESTRICTED);
    ledger.says(ADMITTED);
    assertRefused(decide(TEXT), reason);

    assertThat(upstream.sent()).hasSize(before);
  }

  @Test
  void thatMetaDoesNotAnswerComesAfterEveryRule() {
    ledger.says(ADMITTED);
    upstream.endsWith(new Outcome.NotSent());
    for (int i = 0; i < Circuit.FAILURES; i++) {
      decide(TEXT);
    }

    assertRefused(decide(TEXT), Reason.UPSTREAM_UNREACHABLE);
    ledger.says(Plain.refused(CLOSED, new WindowClosed.Closed(null, null)));
    assertRefused(decide(TEXT), Reason.WINDOW_CLOSED);
  }
}
