package io.sallyport.rule;

import static io.sallyport.rule.Samples.NOW;
import static io.sallyport.rule.Samples.NUMBER;
import static io.sallyport.rule.Samples.TARIFF;
import static io.sallyport.rule.Samples.TWO_A_DAY;
import static io.sallyport.rule.Samples.direct;
import static io.sallyport.rule.Samples.held;
import static io.sallyport.rule.Samples.submission;
import static io.sallyport.rule.Samples.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ledger is told to hold a send to. */
class TermsTest {

  private final Policies policies = Samples.policies(DirectSend.OFF);

  private static Submission sale(String category, Instant now) {
    Template held = held(category, Template.APPROVED, "body:1");
    return new Submission(NUMBER, Endpoint.MESSAGES, template(), held, true, now);
  }

  private static Submission text(Instant now) {
    return new Submission(NUMBER, Endpoint.MESSAGES, Samples.text(), null, true, now);
  }

  /** platform-facts.md#how-meta-charges: the days Meta changed how it charges. */
  @ParameterizedTest
  @CsvSource({
    "2025-06-30T23:59:59Z, CONVERSATION",
    "2025-07-01T00:00:00Z, PER_MESSAGE",
    "2026-09-30T23:59:59Z, PER_MESSAGE",
    "2026-10-01T00:00:00Z, PER_MESSAGE_SERVICE"
  })
  void aSendIsChargedAsOnItsDay(Instant now, PricingModel model) {
    assertThat(policies.terms(sale("UTILITY", now)).billing())
        .isEqualTo(model.billing(Category.UTILITY));
    assertThat(policies.terms(text(now)).billing()).isEqualTo(model.billing(Category.SERVICE));
    assertThat(policies.marketingTerms(now).billing()).isEqualTo(model.billing(Category.MARKETING));
  }

  @ParameterizedTest
  @EnumSource(PricingModel.class)
  void aChosenModelChargesOnEveryDay(PricingModel model) {
    Policies chosen =
        new Policies(
            Rules.OF_WHATSAPP,
            Samples.settings(DirectSend.OFF, TWO_A_DAY),
            new Tariff(model, RateCard.EMPTY));

    assertThat(chosen.terms(sale("UTILITY", NOW)).billing().model()).isEqualTo(model);
  }

  @Test
  void anAnnouncedCategoryIsChargedFromItsTimeOn() {
    Template changing =
        new Template(
            Samples.SALE,
            Category.UTILITY,
            Template.APPROVED,
            new CategoryChange(Category.MARKETING, NOW),
            null,
            null);

    Terms terms = policies.terms(submission(Endpoint.MESSAGES, template(), changing));

    assertThat(terms).isSameAs(policies.marketingTerms(NOW));
    assertThat(terms.billing().category()).isEqualTo(Category.MARKETING);
  }

  @Test
  void sendsOfOneKindShareTheirTerms() {
    Instant later = NOW.plusSeconds(1);

    assertThat(policies.terms(text(later))).isSameAs(policies.terms(text(NOW)));
    assertThat(policies.terms(sale("UTILITY", later)))
        .isSameAs(policies.terms(sale("UTILITY", NOW)));
    assertThat(policies.terms(sale("MARKETING", later))).isSameAs(policies.marketingTerms(NOW));
    assertThat(policies.terms(sale("UTILITY", NOW)))
        .isNotEqualTo(policies.terms(sale("AUTHENTICATION", NOW)));
  }

  @Test
  void onlyWhatTheBusinessInitiatesNeedsAnOptIn() {
    Policies requiring = Samples.requiringOptIn();

    assertThat(requiring.terms(sale("MARKETING", NOW)).needsOptIn()).isTrue();
    assertThat(requiring.terms(sale("UTILITY", NOW)).needsOptIn()).isTrue();
    assertThat(requiring.terms(submission(Endpoint.MESSAGES, direct("utility"), null)))
        .returns(true, Terms::needsOptIn)
        .returns(false, Terms::needsWindow);
    assertThat(requiring.terms(text(NOW)).needsOptIn()).isFalse();
    assertThat(requiring.terms(submission(Endpoint.MESSAGES, direct("marketing"), null)))
        .returns(false, Terms::needsOptIn)
        .returns(true, Terms::needsWindow);
    assertThat(policies.terms(sale("MARKETING", NOW)).needsOptIn()).isFalse();
  }

  @Test
  void anUnknownWindowPassesWhereThePolicySaysSo() {
    PolicySettings lenient =
        Plain.settings(
            Set.of(Category.UTILITY),
            UnknownWindow.ALLOW,
            Duration.ZERO,
            DirectSend.OFF,
            StoreFailure.REJECT,
            false,
            Map.of(),
            TWO_A_DAY);

    assertThat(
            new Policies(Rules.OF_WHATSAPP, lenient, TARIFF).terms(text(NOW)).unknownWindowPasses())
        .isTrue();
    assertThat(policies.terms(text(NOW)).unknownWindowPasses()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Enforcement.class)
  void theLedgersRulesAreSwitchedInTheTerms(Enforcement enforcement) {
    for (Reason reason : Reason.JUDGED_BY_LEDGER) {
      Terms terms = Samples.policies(Map.of(reason, enforcement)).terms(text(NOW));

      assertThat(terms.enforcement(reason)).isEqualTo(enforcement);
      assertThat(Reason.JUDGED_BY_LEDGER)
          .filteredOn(other -> other != reason)
          .allMatch(other -> terms.enforcement(other) == Enforcement.ENFORCE);
    }
  }

  @Test
  void aRuleThatIsNotMentionedIsEnforced() {
    Terms silent =
        Plain.terms(
            true,
            false,
            Duration.ZERO,
            false,
            null,
            Map.of(),
            PricingModel.PER_MESSAGE.billing(Category.SERVICE));

    assertThat(silent.enforcement(Reason.WINDOW_CLOSED)).isEqualTo(Enforcement.ENFORCE);
  }
}
