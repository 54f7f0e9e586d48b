package io.sallyport.admission;

import static io.sallyport.admission.ScriptedUpstream.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.message.SendClass;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings;
import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Terms;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendMessageTest {

  private static final String WABA = "102290129340398";
  private static final BusinessNumber NUMBER = new BusinessNumber("106540352242922", WABA, true);
  private static final Contact CONTACT = new Contact("16505551234");
  private static final Marketing TWO_A_DAY =
      new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);

  private static final Window OPEN =
      new Window(Window.State.OPEN, Instant.parse("2026-10-03T00:00:00Z"), null);
  private static final Window CLOSED = new Window(Window.State.CLOSED, null, null);
  private static final Reservation SLOT = new Reservation("106540352242922", CONTACT, "slot");

  private static final String TEXT = "{\"to\":\"16505551234\",\"type\":\"text\"}";
  private static final String SALE = template("spring_sale");
  private static final String READ = "{\"status\":\"read\",\"message_id\":\"wamid.HBgL\"}";
  private static final Outcome ACCEPTED = answer(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  private static String template(String name) {
    return "{\"to\":\"16505551234\",\"template\":{\"name\":\""
        + name
        + "\",\"language\":{\"code\":\"en_US\"}}}";
  }

  private static Policies policies(StoreFailure onStoreFailure) {
    return new Policies(
        new PolicySettings(
            Set.of(Category.MARKETING, Category.UTILITY),
            UnknownWindow.REJECT,
            Duration.ZERO,
            DirectSend.OFF,
            onStoreFailure,
            TWO_A_DAY));
  }

  /** Knows {@code spring_sale}; may not ask Meta for others. */
  private static TemplateRegistry registry() {
    MemoryTemplates store = new MemoryTemplates(Duration.ofSeconds(10));
    TemplateRegistry registry =
        new TemplateRegistry(
            waba -> {
              throw new AssertionError("Meta is not to be asked");
            },
            store,
            Duration.ofSeconds(10));
    Template sale =
        new Template(
            new Template.Key("spring_sale", "en_US"),
            Category.MARKETING,
            Template.APPROVED,
            null,
            null,
            null);
    store.replace(WABA, List.of(sale), store.now()).await().indefinitely();
    registry.reload(WABA).await().indefinitely();
    return registry;
  }

  private static Send send(BusinessNumber number, String body) {
    return new Send(
        number,
        Endpoint.MESSAGES,
        "/v23.0/106540352242922/messages?x=1",
        List.of(),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private Decision decide(String body) {
    return decide(StoreFailure.REJECT, send(NUMBER, body));
  }

  private Decision decide(StoreFailure onStoreFailure, Send send) {
    return new SendMessage(policies(onStoreFailure), registry(), ledger, upstream)
        .handle(send)
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private static void assertRefused(Decision decision, Reason reason) {
    assertThat(decision.ending()).isInstanceOf(Ending.Refused.class);
    assertThat(((Ending.Refused) decision.ending()).refusal().reason()).isEqualTo(reason);
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
    ledger.says(new Verdict.Admitted(OPEN, SLOT));
    upstream.endsWith(outcome);

    Decision decision = decide(SALE);

    assertThat(decision)
        .isEqualTo(new Decision(SendClass.TEMPLATE, Category.MARKETING, OPEN, outcome));
    assertThat(ledger.settled()).isEqualTo(settlement == null ? List.of() : List.of(settlement));
    assertThat(upstream.sent()).hasSize(1);
  }

  @Test
  void anUpstreamThatFailsLeavesTheOutcomeUnknown() {
    ledger.says(new Verdict.Admitted(OPEN, SLOT));
    upstream.fails();

    assertThat(decide(SALE).ending()).isEqualTo(new Outcome.Unknown());
    assertThat(decide(READ).ending()).isEqualTo(new Outcome.Unknown());
    assertThat(ledger.settled()).isEmpty();
    assertThat(upstream.sent()).hasSize(2);
  }

  @Test
  void aSendThatHoldsNothingSettlesNothing() {
    ledger.says(new Verdict.Admitted(OPEN, null));
    upstream.endsWith(ACCEPTED);

    Decision decision = decide(TEXT);

    assertThat(decision)
        .isEqualTo(new Decision(SendClass.FREE_FORM, Policies.SERVICE, OPEN, ACCEPTED));
    assertThat(ledger.settled()).isEmpty();
  }

  @Test
  void theSendIsHandedOnAsItCame() {
    ledger.says(new Verdict.Admitted(OPEN, null));
    Send send = send(NUMBER, TEXT);
    var unused = decide(StoreFailure.REJECT, send);

    assertThat(upstream.sent()).singleElement().isSameAs(send);
  }

  @Test
  void theLedgerIsAskedOnceAboutTheContactOnThePolicysTerms() {
    ledger.says(new Verdict.Admitted(OPEN, null));

    var unused = decide(SALE);

    assertThat(ledger.asked())
        .containsExactly(
            new ScriptedLedger.Asked(
                "106540352242922", CONTACT, new Terms(false, false, Duration.ZERO, TWO_A_DAY)));
  }

  @Test
  void theCallerDoesNotWaitForTheSettlement() {
    ledger.says(new Verdict.Admitted(OPEN, SLOT));
    ledger.settlesNever();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).ending()).isEqualTo(ACCEPTED);
    assertThat(ledger.settled()).containsExactly("commit slot wamid.1");
  }

  @Test
  void aSettlementThatFailsIsNotTheCallersAffair() {
    ledger.says(new Verdict.Admitted(OPEN, SLOT));
    ledger.failsToSettle();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).ending()).isEqualTo(ACCEPTED);
  }

  @Test
  void controlCallsAreForwardedWithoutAskingTheLedger() {
    upstream.endsWith(answer(200, "{\"success\":true}"));

    Decision decision = decide(READ);

    assertThat(decision).isEqualTo(new Decision(SendClass.CONTROL, null, null, decision.ending()));
    assertThat(decision.ending()).isInstanceOf(Outcome.Answered.class);
    assertThat(upstream.sent()).hasSize(1);
    assertThat(ledger.asked()).isEmpty();
  }

  @Test
  void whatTheLedgerRefusesStays() {
    ledger.says(new Verdict.Refused(CLOSED, new Grounds.WindowClosed(null, null)));

    Decision decision = decide(TEXT);

    assertRefused(decision, Reason.WINDOW_CLOSED);
    assertThat(decision.window()).isEqualTo(CLOSED);
    assertThat(decision.category()).isEqualTo(Policies.SERVICE);
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
    BusinessNumber unreadable = new BusinessNumber("106540352242922", WABA, false);

    Decision decision = decide(StoreFailure.ALLOW, send(unreadable, template("no_such")));

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
    assertThat(decision.ending() == ACCEPTED).isEqualTo(allowed);
    assertThat(upstream.sent()).hasSize(allowed ? 1 : 0);
    assertThat(decision.window()).isEqualTo(Window.UNKNOWN);
    assertThat(ledger.settled()).isEmpty();
  }

  @Test
  void aSettlementThatThrowsIsNotTheCallersAffair() {
    ledger.says(new Verdict.Admitted(OPEN, SLOT));
    ledger.throwsOnSettling();
    upstream.endsWith(ACCEPTED);

    assertThat(decide(SALE).ending()).isEqualTo(ACCEPTED);
  }
}
