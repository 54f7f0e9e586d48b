package io.sallyport.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.rule.MarketingThrottled.AllowanceUsed;
import io.sallyport.rule.MarketingThrottled.BlockedCountry;
import io.sallyport.rule.MarketingThrottled.CoolDown;
import io.sallyport.rule.MarketingThrottled.TooSoon;
import io.sallyport.rule.NoOptIn.NoneRecorded;
import io.sallyport.rule.NumberRestricted.Restricted;
import io.sallyport.rule.OptedOut.Stopped;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.WindowClosed.Closed;
import io.sallyport.rule.WindowClosed.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {

  private static final Instant NOON = Instant.parse("2026-10-02T12:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-10-02T18:30:00Z");

  private final Policies policies = Samples.policies(DirectSend.OFF);

  @Test
  void aStopIsToldWithItsTime() {
    Refusal refusal = policies.refusal(new Stopped(NOON));

    assertThat(refusal.reason()).isEqualTo(Reason.OPTED_OUT);
    assertThat(refusal.details()).contains("2026-10-02T12:00:00Z");
    assertThat(refusal.nextAt()).isNull();
  }

  @Test
  void aClosedWindowIsToldWithItsLastMessageItsEndAndTheWayOut() {
    Refusal refusal = policies.refusal(new Closed(NOON, null));

    assertThat(refusal.reason()).isEqualTo(Reason.WINDOW_CLOSED);
    assertThat(refusal.details())
        .contains("last wrote at 2026-10-02T12:00:00Z")
        .contains("closed at 2026-10-03T11:59:00Z")
        .contains("send an approved template (MARKETING, UTILITY)");
    assertThat(refusal.nextAt()).isNull();
  }

  @Test
  void aWindowMetaClosedIsToldWithMetasTime() {
    assertThat(policies.refusal(new Closed(NOON, EVENING)).details())
        .contains("last wrote at 2026-10-02T12:00:00Z")
        .contains("Meta reported the window closed at 2026-10-02T18:30:00Z")
        .doesNotContain("2026-10-03");
  }

  @Test
  void aContactThatNeverWroteIsToldSo() {
    assertThat(policies.refusal(new Closed(null, null)).details())
        .startsWith("This contact has not written to this number.");
    assertThat(policies.refusal(new Closed(null, EVENING)).details())
        .startsWith("This contact has not written to this number.");
  }

  @Test
  void anUnknownWindowIsToldWithTheTimeItBecomesKnown() {
    Refusal refusal = policies.refusal(new Unknown(NOON));

    assertThat(refusal.reason()).isEqualTo(Reason.WINDOW_CLOSED);
    assertThat(refusal.details())
        .contains("since 2026-10-02T12:00:00Z only")
        .contains("until 2026-10-03T12:00:00Z")
        .contains("sallyport.policy.unknown-window");
    assertThat(policies.refusal(new Unknown(null)).details())
        .contains("no webhook of this number has been seen yet");
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, '1 marketing template was sent'",
    "2, true, '2 marketing templates were sent'",
    "2, false, '2 marketing templates were sent'"
  })
  void aUsedAllowanceIsToldWithItsStartAndItsEnd(int sent, boolean resetOnReply, String start) {
    Marketing marketing = new Marketing(sent, Duration.ofHours(24), resetOnReply, Duration.ZERO);
    Policies policies =
        new Policies(
            Rules.OF_WHATSAPP, Samples.settings(DirectSend.OFF, marketing), Samples.TARIFF);

    Refusal refusal = policies.refusal(new AllowanceUsed(sent, NOON, EVENING));

    assertThat(refusal.reason()).isEqualTo(Reason.MARKETING_THROTTLED);
    assertThat(refusal.details())
        .startsWith(start)
        .contains("since 2026-10-02T12:00:00Z")
        .contains("possible at 2026-10-02T18:30:00Z");
    assertThat(refusal.details().contains("as soon as the contact replies"))
        .isEqualTo(resetOnReply);
    assertThat(refusal.nextAt()).isEqualTo(EVENING);
  }

  @Test
  void anAllowanceOfNoneHasNoNextTime() {
    Refusal refusal = policies.refusal(new AllowanceUsed(0, null, null));

    assertThat(refusal.reason()).isEqualTo(Reason.MARKETING_THROTTLED);
    assertThat(refusal.details()).contains("sallyport.policy.marketing.max=0");
    assertThat(refusal.nextAt()).isNull();
  }

  @Test
  void aGapThatIsTooShortIsToldWithItsEnd() {
    assertThat(policies.refusal(new TooSoon(EVENING)))
        .returns(Reason.MARKETING_THROTTLED, Refusal::reason)
        .returns(EVENING, Refusal::nextAt)
        .satisfies(
            refusal ->
                assertThat(refusal.details()).contains("min-gap").contains("2026-10-02T18:30:00Z"));
  }

  @Test
  void aCoolDownIsToldWithBothItsTimes() {
    assertThat(policies.refusal(new CoolDown(NOON, EVENING)))
        .returns(Reason.MARKETING_THROTTLED, Refusal::reason)
        .returns(EVENING, Refusal::nextAt)
        .satisfies(
            refusal ->
                assertThat(refusal.details())
                    .contains("2026-10-02T12:00:00Z", "131049", "2026-10-02T18:30:00Z"));
  }

  @Test
  void quietHoursAreToldWithTheirEnd() {
    Refusal refusal = quiet().refusal(new MarketingThrottled.Quiet(EVENING));

    assertThat(refusal.details())
        .isEqualTo(
            "It is quiet where this contact may be: no marketing is sent between 21:00 and 08:00 by"
                + " the contact's clock (sallyport.policy.marketing.quiet-hours). The next is"
                + " possible at 2026-10-02T18:30:00Z, or as soon as the contact writes.");
    assertThat(refusal.nextAt()).isEqualTo(EVENING);
  }

  @Test
  void quietHoursWithoutAnEndAreToldSo() {
    Refusal refusal = quiet().refusal(new MarketingThrottled.Quiet(QuietHours.NEVER));

    assertThat(refusal.details())
        .startsWith("No marketing is sent between 21:00 and 08:00 by the contact's clock")
        .contains("in one of the time zones this contact may be in")
        .endsWith("or shorten sallyport.policy.marketing.quiet-hours.")
        .doesNotContain("9999");
    assertThat(refusal.nextAt()).isNull();
  }

  private static Policies quiet() {
    return Samples.limited(
        new MarketingLimits(
            QuietHours.parse("21:00-08:00"), Set.of(), null, PolicySettings.OnLimit.REJECT));
  }

  @Test
  void aBlockedCountryIsToldWithWhatIsLeft() {
    Refusal refusal = policies.refusal(new BlockedCountry("US"));

    assertThat(refusal.details())
        .startsWith("This contact's country is US, where no marketing is sent")
        .contains("sallyport.policy.marketing.blocked-countries")
        .endsWith("Utility templates and replies in an open window can still be sent.");
    assertThat(refusal.nextAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 2026-10-02T18:30:00Z, 'from sending messages until 2026-10-02T18:30:00Z.'",
    "true,, 'from sending messages. See'",
    "false, 2026-10-02T18:30:00Z, 'in an open window can still be sent.'",
    "false, 2026-10-02T18:30:00Z, 'It is blocked until 2026-10-02T18:30:00Z.'",
    "false,, 'It is blocked. See'"
  })
  void aRestrictionIsToldWithWhatItLeavesAndItsEnd(
      boolean everything, @Nullable Instant until, String told) {
    Refusal refusal = policies.refusal(new Restricted(everything, until));

    assertThat(refusal.reason()).isEqualTo(Reason.NUMBER_RESTRICTED);
    assertThat(refusal.details())
        .startsWith("Meta has blocked this account from ")
        .contains(told)
        .contains("WhatsApp Manager");
    assertThat(refusal.details().contains("open window")).isEqualTo(!everything);
    assertThat(refusal.nextAt()).isEqualTo(until);
  }

  @Test
  void aMissingOptInIsToldWithBothWaysToIt() {
    Refusal refusal = policies.refusal(new NoneRecorded());

    assertThat(refusal.reason()).isEqualTo(Reason.NO_OPT_IN);
    assertThat(refusal.details())
        .contains("sallyport.policy.require-opt-in")
        .contains("PUT /sallyport/v1/numbers/{phone_number_id}/contacts/{contact}/consent")
        .endsWith("or wait until the contact writes.");
    assertThat(refusal.nextAt()).isNull();
  }

  static Stream<Arguments> grounds() {
    return Stream.of(
        arguments(new Restricted(true, EVENING), Reason.NUMBER_RESTRICTED, EVENING),
        arguments(new Restricted(false, null), Reason.NUMBER_RESTRICTED, null),
        arguments(new Stopped(NOON), Reason.OPTED_OUT, null),
        arguments(new NoneRecorded(), Reason.NO_OPT_IN, null),
        arguments(new Closed(NOON, EVENING), Reason.WINDOW_CLOSED, null),
        arguments(new WindowClosed.NameLeft(NOON), Reason.WINDOW_CLOSED, null),
        arguments(new Unknown(NOON), Reason.WINDOW_CLOSED, null),
        arguments(new AllowanceUsed(2, NOON, EVENING), Reason.MARKETING_THROTTLED, EVENING),
        arguments(new AllowanceUsed(0, null, null), Reason.MARKETING_THROTTLED, null),
        arguments(new TooSoon(EVENING), Reason.MARKETING_THROTTLED, EVENING),
        arguments(new CoolDown(NOON, EVENING), Reason.MARKETING_THROTTLED, EVENING),
        arguments(
            new MarketingThrottled.MarketingRate(EVENING), Reason.MARKETING_THROTTLED, EVENING),
        arguments(new PairRate.Exceeded(EVENING), Reason.PAIR_RATE, EVENING),
        arguments(new Throughput.Exceeded(80, EVENING), Reason.THROUGHPUT, EVENING),
        arguments(new MessagingLimit.Reached(250, EVENING), Reason.MESSAGING_LIMIT, EVENING),
        arguments(new MarketingThrottled.Quiet(EVENING), Reason.MARKETING_THROTTLED, EVENING),
        arguments(new MarketingThrottled.Quiet(QuietHours.NEVER), Reason.MARKETING_THROTTLED, null),
        arguments(new BlockedCountry("US"), Reason.MARKETING_THROTTLED, null));
  }

  @ParameterizedTest
  @MethodSource("grounds")
  void groundsNameTheirRuleAndWhenTheyEndByThemselves(
      Grounds grounds, Reason reason, @Nullable Instant possibleAt) {
    assertThat(grounds.reason()).isEqualTo(reason);
    assertThat(grounds.possibleAt()).isEqualTo(possibleAt);
  }

  @Test
  void everyKindOfGroundsIsTriedHere() {
    assertThat(grounds().map(one -> one.get()[0].getClass()).collect(Collectors.toSet()))
        .isEqualTo(kindsOfGrounds());
  }

  /** Each is a record in the file of its rule. */
  private static Set<Class<?>> kindsOfGrounds() {
    return Stream.concat(
            Rules.OF_WHATSAPP.ofLedger().stream().map(Object::getClass),
            Stream.of(MessagingLimit.class))
        .flatMap(rule -> Stream.of(rule.getDeclaredClasses()))
        .filter(kind -> Grounds.class.isAssignableFrom(kind) && kind.isRecord())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aReasonIsItsNameInLowerCaseOnTheWire(Reason reason) {
    assertThat(reason.wire()).matches("[a-z_]+").isEqualToIgnoringCase(reason.name());
  }

  /** As in README.md#what-a-send-answers. */
  @ParameterizedTest
  @CsvSource({
    "unknown_number, 100",
    "too_large, 100",
    "invalid_body, 100",
    "unsupported_category, 131055",
    "unknown_template, 132001",
    "template_not_approved, 132001",
    "template_paused, 132015",
    "template_disabled, 132016",
    "template_parameters, 132000",
    "not_marketing, 131055",
    "number_restricted, 131031",
    "token_refused, 190",
    "opted_out, 131050",
    "no_opt_in, 131050",
    "window_closed, 131047",
    "marketing_throttled, 131049",
    "undecided, 131016",
    "upstream_unreachable, 131016",
    "outcome_unknown, 131000",
    "webhook_override, 10"
  })
  void everyReasonHasMetasCode(String wire, int code) {
    Reason reason = Reason.valueOf(wire.toUpperCase(Locale.ROOT));

    assertThat(reason.error().code()).isEqualTo(code);
    assertThat(reason.error().message()).startsWith("(#" + code + ") ");
  }

  @Test
  void anAllowanceThatMakesNoSenseIsABug() {
    assertThatThrownBy(() -> new Marketing(-1, Duration.ofHours(1), true, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Marketing(1, Duration.ZERO, true, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Marketing(1, Duration.ofHours(1), true, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
