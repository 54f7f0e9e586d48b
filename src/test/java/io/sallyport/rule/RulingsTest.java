package io.sallyport.rule;

import static io.sallyport.rule.Samples.MARGIN;
import static io.sallyport.rule.Samples.NOW;
import static io.sallyport.rule.Samples.NUMBER;
import static io.sallyport.rule.Samples.TWO_A_DAY;
import static io.sallyport.rule.Samples.direct;
import static io.sallyport.rule.Samples.held;
import static io.sallyport.rule.Samples.submission;
import static io.sallyport.rule.Samples.template;
import static io.sallyport.rule.Samples.terms;
import static io.sallyport.rule.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetSpent;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.Ruling.Outcome;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why each rule passes, refuses, is off or does not apply, and what to do. */
class RulingsTest {

  private static final String RESUME =
      "Utility templates and replies in an open window can still be sent; marketing again when"
          + " the contact resumes it.";

  private static final String OPT_IN =
      "Record the opt-in with PUT"
          + " /sallyport/v1/numbers/{phone_number_id}/contacts/{contact}/consent, or wait until the"
          + " contact writes.";

  private static final String NO_MARKETING =
      "Utility templates and replies in an open window can still be sent.";

  private static final Contact CONTACT = new Contact("16505551234");
  private static final Instant EARLIER = Instant.parse("2026-10-02T09:30:00Z");
  private static final CurrentBudget A_DAY =
      new CurrentBudget(
          new Budget(
              "spring",
              Set.of(),
              Set.of(),
              Set.of(),
              Budget.Period.DAY,
              new BigDecimal("7"),
              "EUR",
              null,
              80),
          Instant.parse("2026-10-02T09:30:00Z"),
          Instant.parse("2026-10-03T09:30:00Z"));

  private static final Instant LATER = Instant.parse("2026-10-03T09:30:00Z");
  private static final String SALE = "Template spring_sale (en_US)";
  private static final String SUPPORTED = "MARKETING, UTILITY";

  private static final Window OPEN = new Window(Window.State.OPEN, LATER, EARLIER);
  private static final Window CLOSED = new Window(Window.State.CLOSED, null, EARLIER);
  private static final Window NEVER = new Window(Window.State.CLOSED, null, null);
  private static final Consent OPTED_IN = new Consent(Consent.State.OPT_IN, "api", EARLIER);
  private static final MarketingUse UNUSED = new MarketingUse(0, null, null);

  private static final Terms FREE_FORM = terms(true, null, Category.SERVICE);
  private static final Terms UTILITY = terms(false, null, Category.UTILITY);
  private static final Terms MARKETING = terms(false, TWO_A_DAY, Category.MARKETING);

  private static PolicySettings settings(Reason reason, Enforcement enforcement) {
    return Plain.settings(
        Set.of(Category.MARKETING, Category.UTILITY),
        UnknownWindow.REJECT,
        MARGIN,
        DirectSend.OFF,
        StoreFailure.REJECT,
        false,
        Map.of(reason, enforcement),
        TWO_A_DAY);
  }

  private static Ruling onMessage(Reason reason, Enforcement enforcement, Submission send) {
    PolicySettings settings = settings(reason, enforcement);
    return new Policies(Rules.OF_WHATSAPP, settings, Samples.TARIFF)
        .examine(send).stream()
            .filter(finding -> finding.reason() == reason)
            .map(finding -> new Rulings(settings).onMessage(finding, send))
            .findFirst()
            .orElseThrow();
  }

  private static ContactState state(Window window, Consent consent, MarketingUse use) {
    return new ContactState(
        CONTACT,
        List.of(CONTACT),
        window,
        FreeEntryPoint.NONE,
        consent,
        use,
        new FirstResponse(null, null));
  }

  private static ContactState state(Window window) {
    return state(window, Consent.NONE, UNUSED);
  }

  private static Submission sale(String category, String status, @Nullable String parameters) {
    return submission(Endpoint.MESSAGES, template(), held(category, status, parameters));
  }

  private static Submission unlisted() {
    return new Submission(NUMBER, Endpoint.MESSAGES, template(), null, false, NOW);
  }

  private static Submission unreadable() {
    BusinessNumber number = Plain.number(NUMBER.phoneNumberId(), "1022", false, null);
    return new Submission(number, Endpoint.MESSAGES, template(), null, false, NOW);
  }

  static Stream<Arguments> passingMessages() {
    Submission good = sale("UTILITY", "APPROVED", "body:1");
    Submission paused = sale("UTILITY", "PAUSED", "body:1");
    Submission marketing =
        submission(
            Endpoint.MARKETING_MESSAGES, template(), held("MARKETING", "APPROVED", "body:1"));
    return Stream.of(
        arguments(
            Reason.UNSUPPORTED_CATEGORY,
            good,
            SALE + " is of category UTILITY, which this gateway sends."),
        arguments(
            Reason.UNSUPPORTED_CATEGORY,
            submission(Endpoint.MESSAGES, direct("marketing"), null),
            "This message (Direct Send) is of category MARKETING, which this gateway sends."),
        arguments(Reason.UNKNOWN_TEMPLATE, good, SALE + " is one of WABA " + NUMBER.wabaId() + "."),
        arguments(Reason.TEMPLATE_NOT_APPROVED, good, SALE + " has status APPROVED."),
        arguments(Reason.TEMPLATE_NOT_APPROVED, paused, SALE + " has status PAUSED."),
        arguments(Reason.TEMPLATE_PAUSED, good, SALE + " has status APPROVED."),
        arguments(Reason.TEMPLATE_DISABLED, paused, SALE + " has status PAUSED."),
        arguments(Reason.TEMPLATE_PARAMETERS, good, "The parameters are those of " + SALE + "."),
        arguments(
            Reason.TEMPLATE_PARAMETERS,
            sale("UTILITY", "APPROVED", null),
            "The components of " + SALE + " are not known; its parameters are left to Meta."),
        arguments(Reason.NOT_MARKETING, marketing, SALE + " is of category MARKETING."),
        arguments(
            Reason.NOT_MARKETING,
            submission(Endpoint.MARKETING_MESSAGES, template(), null),
            "The template is not known, nor its category."));
  }

  @ParameterizedTest
  @MethodSource("passingMessages")
  void aRuleOfMessagesThatPassesTellsWhatItLookedAt(
      Reason reason, Submission send, String because) {
    assertThat(onMessage(reason, Enforcement.ENFORCE, send))
        .isEqualTo(new Ruling(reason, Outcome.PASS, because, null));
    assertThat(onMessage(reason, Enforcement.OBSERVE, send).outcome()).isEqualTo(Outcome.PASS);
    assertThat(onMessage(reason, Enforcement.OFF, send)).isEqualTo(off(reason));
  }

  private static Ruling off(Reason reason) {
    return new Ruling(
        reason,
        Outcome.OFF,
        "This rule is switched off (sallyport.policy.enforcement.\"" + reason.wire() + "\"=off).",
        null);
  }

  static Stream<Arguments> refusedMessages() {
    return Stream.of(
        arguments(
            Reason.UNSUPPORTED_CATEGORY,
            sale("AUTHENTICATION", "APPROVED", null),
            SALE
                + " is of category AUTHENTICATION; this gateway sends "
                + SUPPORTED
                + " (sallyport.policy.supported-categories).",
            "Send "
                + SUPPORTED
                + ", or add the category to sallyport.policy.supported-categories."),
        arguments(
            Reason.UNKNOWN_TEMPLATE,
            submission(Endpoint.MESSAGES, template(), null),
            "template name (spring_sale) does not exist in en_US. Name and language must match an"
                + " approved template of WABA "
                + NUMBER.wabaId()
                + " exactly (en is not en_US).",
            "Use a name and language that GET /sallyport/v1/numbers/"
                + NUMBER.phoneNumberId()
                + "/templates lists."),
        arguments(
            Reason.UNKNOWN_TEMPLATE,
            unlisted(),
            "template name (spring_sale) does not exist in en_US. The templates of WABA "
                + NUMBER.wabaId()
                + " could not be listed yet: see the gateway's readiness and whether"
                + " sallyport.numbers.\""
                + NUMBER.phoneNumberId()
                + "\".access-token may list them.",
            "Wait until the templates are listed, or set a token that may list them"
                + " (sallyport.numbers.\""
                + NUMBER.phoneNumberId()
                + "\".access-token)."),
        arguments(
            Reason.UNKNOWN_TEMPLATE,
            unreadable(),
            "template name (spring_sale) does not exist in en_US. The templates of WABA 1022 are"
                + " not known: set sallyport.numbers.\""
                + NUMBER.phoneNumberId()
                + "\".access-token so that the gateway can list them.",
            "Set sallyport.numbers.\""
                + NUMBER.phoneNumberId()
                + "\".access-token, so that the gateway can list the templates."),
        arguments(
            Reason.TEMPLATE_NOT_APPROVED,
            sale("UTILITY", "REJECTED", null),
            SALE + " has status REJECTED; only APPROVED templates can be sent.",
            "Use an approved template, or wait until Meta approves this one."),
        arguments(
            Reason.TEMPLATE_PAUSED,
            sale("UTILITY", "PAUSED", null),
            SALE
                + " is paused by Meta because of low quality. Use another template, or wait until"
                + " Meta unpauses it.",
            "Use another template, or wait until Meta unpauses it."),
        arguments(
            Reason.TEMPLATE_DISABLED,
            sale("UTILITY", "DISABLED", null),
            SALE
                + " is disabled by Meta for good, having been paused too often. Use another"
                + " template.",
            "Use another template."),
        arguments(
            Reason.TEMPLATE_PARAMETERS,
            sale("UTILITY", "APPROVED", "body:2"),
            null,
            "Fill in the parameters that the template has."),
        arguments(
            Reason.NOT_MARKETING,
            submission(Endpoint.MARKETING_MESSAGES, text(), null),
            "Message must be a template message: /marketing_messages takes MARKETING templates"
                + " only. Use /messages.",
            "Use /messages."),
        arguments(
            Reason.NOT_MARKETING,
            submission(
                Endpoint.MARKETING_MESSAGES, template(), held("UTILITY", "APPROVED", "body:1")),
            SALE
                + " is of category UTILITY; /marketing_messages takes MARKETING templates only. Use"
                + " /messages.",
            "Use /messages."));
  }

  @ParameterizedTest
  @MethodSource("refusedMessages")
  void aRuleOfMessagesThatRefusesTellsTheRefusalAndTheCure(
      Reason reason, Submission send, @Nullable String because, String cure) {
    Ruling enforced = onMessage(reason, Enforcement.ENFORCE, send);

    assertThat(enforced)
        .isEqualTo(
            new Ruling(
                reason, Outcome.REFUSE, because == null ? enforced.because() : because, cure));
    assertThat(onMessage(reason, Enforcement.OBSERVE, send))
        .isEqualTo(new Ruling(reason, Outcome.WOULD_REFUSE, enforced.because(), cure));
    assertThat(onMessage(reason, Enforcement.OFF, send))
        .isEqualTo(
            new Ruling(
                reason,
                Outcome.OFF,
                off(reason).because() + " It would refuse: " + enforced.because(),
                null));
  }

  @Test
  void theWordsOfARefusalAreThoseOfTheSend() {
    Submission send = sale("UTILITY", "APPROVED", "body:2");
    MessageVerdict verdict = Samples.policies(DirectSend.OFF).judge(send);

    Ruling ruling = onMessage(Reason.TEMPLATE_PARAMETERS, Enforcement.ENFORCE, send);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            MessageVerdict.Refused.class,
            refused -> assertThat(ruling.because()).isEqualTo(refused.refusal().details()));
  }

  static Stream<Arguments> otherMessages() {
    String noTemplate = "The rule is about templates, and this message is none.";
    String otherEdge = "The rule is about /marketing_messages; /messages takes every category.";
    Submission free = submission(Endpoint.MESSAGES, text(), null);
    Submission unknown = submission(Endpoint.MESSAGES, template(), null);
    Stream<Arguments> withoutTemplate =
        Reason.JUDGED_BY_POLICY.stream()
            .map(it -> arguments(it, free, it == Reason.NOT_MARKETING ? otherEdge : noTemplate));
    Stream<Arguments> withoutKnowingIt =
        Stream.of(
                Reason.UNSUPPORTED_CATEGORY,
                Reason.TEMPLATE_NOT_APPROVED,
                Reason.TEMPLATE_PAUSED,
                Reason.TEMPLATE_DISABLED,
                Reason.TEMPLATE_PARAMETERS)
            .map(it -> arguments(it, unknown, "The template is not known."));
    return Stream.concat(
        Stream.concat(withoutTemplate, withoutKnowingIt),
        Stream.of(arguments(Reason.NOT_MARKETING, sale("MARKETING", "APPROVED", null), otherEdge)));
  }

  @ParameterizedTest
  @MethodSource("otherMessages")
  void aRuleOfMessagesThatDoesNotApplyTellsWhy(Reason reason, Submission send, String because) {
    assertThat(onMessage(reason, Enforcement.ENFORCE, send))
        .isEqualTo(new Ruling(reason, Outcome.NOT_APPLICABLE, because, null));
    assertThat(onMessage(reason, Enforcement.OFF, send)).isEqualTo(off(reason));
  }

  private static Ruling onContact(
      Reason reason,
      Enforcement enforcement,
      boolean applies,
      @Nullable Grounds grounds,
      Terms terms,
      ContactState state) {
    return new Rulings(settings(reason, enforcement))
        .onContact(reason, applies, grounds, terms, state);
  }

  static Stream<Arguments> passingContacts() {
    String open = "The window is open until " + LATER + "; the contact last wrote at " + EARLIER;
    Terms optIn = optInNeeded();
    return Stream.of(
        arguments(
            Reason.NUMBER_RESTRICTED,
            FREE_FORM,
            state(OPEN),
            "Meta does not block such a send of this account."),
        arguments(Reason.OPTED_OUT, MARKETING, state(NEVER), "No opt-out is recorded."),
        arguments(
            Reason.OPTED_OUT,
            MARKETING,
            state(NEVER, OPTED_IN, UNUSED),
            "No opt-out is recorded; opted in by api at " + EARLIER + "."),
        arguments(
            Reason.NO_OPT_IN,
            optIn,
            state(NEVER, OPTED_IN, UNUSED),
            "The contact has opted in by api at " + EARLIER + "."),
        arguments(
            Reason.NO_OPT_IN,
            optIn,
            state(CLOSED),
            "The contact has written to this number, at " + EARLIER + "."),
        arguments(Reason.WINDOW_CLOSED, FREE_FORM, state(OPEN), open + "."),
        arguments(
            Reason.WINDOW_CLOSED,
            FREE_FORM,
            state(Window.UNKNOWN),
            "Whether the window is open is not known (sallyport.policy.unknown-window=allow)."),
        arguments(
            Reason.MARKETING_THROTTLED,
            MARKETING,
            state(OPEN),
            "Marketing in an open window is not counted. " + open + "."),
        arguments(
            Reason.MARKETING_THROTTLED,
            MARKETING,
            state(NEVER),
            "0 of 2 marketing templates used."),
        arguments(
            Reason.MARKETING_THROTTLED,
            MARKETING,
            state(CLOSED, Consent.NONE, new MarketingUse(1, EARLIER, null)),
            "1 of 2 marketing templates used since " + EARLIER + "."));
  }

  private static Terms optInNeeded() {
    return Plain.terms(
        false,
        false,
        MARGIN,
        true,
        null,
        Samples.ENFORCED,
        PricingModel.PER_MESSAGE_SERVICE.billing(Category.UTILITY));
  }

  @ParameterizedTest
  @MethodSource("passingContacts")
  void aRuleOfContactsThatPassesTellsTheStateItUsed(
      Reason reason, Terms terms, ContactState state, String because) {
    assertThat(onContact(reason, Enforcement.ENFORCE, true, null, terms, state))
        .isEqualTo(new Ruling(reason, Outcome.PASS, because, null));
    assertThat(onContact(reason, Enforcement.OFF, true, null, terms, state)).isEqualTo(off(reason));
  }

  static Stream<Arguments> otherContacts() {
    return Stream.of(
        arguments(
            Reason.OPTED_OUT,
            UTILITY,
            state(CLOSED),
            "Only marketing is looked at; this message is of category utility."),
        arguments(
            Reason.NO_OPT_IN,
            UTILITY,
            state(CLOSED),
            "No opt-in is asked for (sallyport.policy.require-opt-in=false)."),
        arguments(
            Reason.NO_OPT_IN,
            FREE_FORM,
            state(CLOSED),
            "An answer in an open window needs no opt-in."),
        arguments(
            Reason.WINDOW_CLOSED,
            UTILITY,
            state(CLOSED),
            "Only free-form messages need an open window. The window is closed; the contact last"
                + " wrote at "
                + EARLIER
                + "."),
        arguments(
            Reason.WINDOW_CLOSED,
            UTILITY,
            state(NEVER),
            "Only free-form messages need an open window. The window is closed; the contact has not"
                + " written to this number."),
        arguments(
            Reason.WINDOW_CLOSED,
            UTILITY,
            state(Window.UNKNOWN),
            "Only free-form messages need an open window. Whether the window is open is not"
                + " known."),
        arguments(
            Reason.MARKETING_THROTTLED,
            FREE_FORM,
            state(OPEN),
            "Only marketing is looked at; this message is of category service."));
  }

  @ParameterizedTest
  @MethodSource("otherContacts")
  void aRuleOfContactsThatDoesNotApplyTellsWhy(
      Reason reason, Terms terms, ContactState state, String because) {
    assertThat(onContact(reason, Enforcement.OBSERVE, false, null, terms, state))
        .isEqualTo(new Ruling(reason, Outcome.NOT_APPLICABLE, because, null));
  }

  static Stream<Arguments> refusedContacts() {
    String window =
        "Free-form messages need an open customer service window: send an approved template ("
            + SUPPORTED
            + "), or wait until the contact writes.";
    String manager = "See the account's quality and violations in WhatsApp Manager.";
    String next = "The next is possible at " + LATER;
    return Stream.of(
        arguments(
            new NumberRestricted.Restricted(false, LATER),
            "Meta has blocked this account from starting conversations; replies in an open window"
                + " can still be sent. It is blocked until "
                + LATER
                + ". "
                + manager,
            "Wait until " + LATER + ". " + manager),
        arguments(
            new NumberRestricted.Restricted(true, null),
            "Meta has blocked this account from sending messages. " + manager,
            manager),
        arguments(
            new OptedOut.Stopped(EARLIER),
            "This contact stopped marketing messages at " + EARLIER + ". " + RESUME,
            RESUME),
        arguments(
            new NoOptIn.NoneRecorded(),
            "No opt-in of this contact is recorded, and the contact has not written to this number"
                + " (sallyport.policy.require-opt-in). "
                + OPT_IN,
            OPT_IN),
        arguments(
            new WindowClosed.Closed(null, null),
            "This contact has not written to this number. " + window,
            window),
        arguments(
            new WindowClosed.Closed(EARLIER, NOW),
            "This contact last wrote at "
                + EARLIER
                + ", and Meta reported the window closed at "
                + NOW
                + ". "
                + window,
            window),
        arguments(
            new WindowClosed.Unknown(null),
            "Whether this contact's window is open is not known: no webhook of this number has been"
                + " seen yet, or they come no more (sallyport.policy.unknown-window=reject). "
                + window,
            window),
        arguments(
            new MarketingThrottled.AllowanceUsed(2, EARLIER, LATER),
            "2 marketing templates were sent to this contact since "
                + EARLIER
                + " without a reply, which is the allowance. "
                + next
                + ", or as soon as the contact replies.",
            next + ", or as soon as the contact replies."),
        arguments(
            new MarketingThrottled.AllowanceUsed(0, null, null),
            "No marketing is sent outside an open window (sallyport.policy.marketing.max=0).",
            "Wait until the contact writes, or raise sallyport.policy.marketing.max."),
        arguments(
            new MarketingThrottled.TooSoon(LATER),
            "The last marketing template to this contact is more recent than"
                + " sallyport.policy.marketing.min-gap allows. "
                + next
                + ".",
            next + "."),
        arguments(
            new MarketingThrottled.CoolDown(EARLIER, LATER),
            "Meta did not deliver a marketing message to this contact at "
                + EARLIER
                + " (131049). "
                + next
                + ", or as soon as the contact writes.",
            next + ", or as soon as the contact writes."),
        arguments(
            new MarketingThrottled.MarketingRate(LATER),
            "This number sends as much marketing as sallyport.policy.marketing.rate allows. "
                + next
                + ".",
            next + "."),
        arguments(
            new PairRate.Exceeded(LATER),
            "Too many messages to this contact in a short time: Meta takes one every 6 seconds, and"
                + " up to 45 ahead. "
                + next
                + ".",
            next + "."),
        arguments(
            new Throughput.Exceeded(80, LATER),
            "This number sends and receives as much as it may: 80 messages per second. "
                + next
                + SPREAD,
            next + SPREAD),
        arguments(
            new MessagingLimit.Reached(250, LATER),
            "The business portfolio has reached its messaging limit: 250 contacts outside a"
                + " customer service window in 24 hours. "
                + next
                + STILL,
            next + STILL),
        arguments(
            new BudgetSpent(A_DAY, new BigDecimal("6.95"), 70, true),
            "The budget spring has no room for this message: 6.95 of 7 EUR are used since "
                + A_DAY.since()
                + ". It starts again at "
                + LATER
                + "; to send before, raise sallyport.budgets.\"spring\".amount.",
            "It starts again at "
                + LATER
                + "; to send before, raise sallyport.budgets.\"spring\".amount."),
        arguments(
            new MarketingThrottled.Quiet(LATER),
            "It is quiet where this contact may be: no marketing is sent at this time of the day by"
                + " the contact's clock (sallyport.policy.marketing.quiet-hours). "
                + next
                + ", or as soon as the contact writes.",
            next + ", or as soon as the contact writes."),
        arguments(
            new MarketingThrottled.BlockedCountry("US"),
            "This contact's country is US, where no marketing is sent"
                + " (sallyport.policy.marketing.blocked-countries). "
                + NO_MARKETING,
            NO_MARKETING));
  }

  private static final String SPREAD =
      ". Spread the sends, or set sallyport.numbers.\"<phone_number_id>\".throughput if Meta has"
          + " raised the number's.";

  private static final String STILL =
      ". Replies, and contacts reached within the 24 hours, can be sent to.";

  @ParameterizedTest
  @MethodSource("refusedContacts")
  void aRuleOfContactsThatRefusesTellsTheRefusalAndTheCure(
      Grounds grounds, String because, String cure) {
    Reason reason = grounds.reason();

    assertThat(onContact(reason, Enforcement.ENFORCE, true, grounds, MARKETING, state(CLOSED)))
        .isEqualTo(new Ruling(reason, Outcome.REFUSE, because, cure));
    assertThat(onContact(reason, Enforcement.OBSERVE, true, grounds, MARKETING, state(CLOSED)))
        .isEqualTo(new Ruling(reason, Outcome.WOULD_REFUSE, because, cure));
    assertThat(onContact(reason, Enforcement.OFF, true, grounds, MARKETING, state(CLOSED)))
        .isEqualTo(
            new Ruling(
                reason, Outcome.OFF, off(reason).because() + " It would refuse: " + because, null));
  }

  @Test
  void everyRuleThatCanRefuseHasItsWords() {
    List<Object> covered =
        Stream.concat(
                refusedMessages().map(it -> it.get()[0]),
                refusedContacts().map(it -> ((Grounds) it.get()[0]).reason()))
            .distinct()
            .toList();

    assertThat(covered)
        .containsAll(
            Arrays.stream(Reason.values())
                .filter(Reason::isOptionalOfSends)
                .filter(reason -> !Reason.JUDGED_BY_CHANNEL.contains(reason))
                .toList());
  }

  @Test
  void onlyWhatRefusesHasACure() {
    assertThatThrownBy(() -> new Ruling(Reason.OPTED_OUT, Outcome.REFUSE, "because", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ruling(Reason.OPTED_OUT, Outcome.OFF, "because", "cure"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
