package io.sallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.template.Category;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PricingModelTest {

  @ParameterizedTest
  @CsvSource({
    "2024-11-01, CONVERSATION",
    "2025-06-30, CONVERSATION",
    "2025-07-01, PER_MESSAGE",
    "2026-09-30, PER_MESSAGE",
    "2026-10-01, PER_MESSAGE_SERVICE",
    "2030-01-01, PER_MESSAGE_SERVICE"
  })
  void theDayDecidesHowMetaCharges(LocalDate day, PricingModel model) {
    assertThat(PricingModel.at(day)).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "1751327999, CONVERSATION", // 2025-06-30T23:59:59Z
    "1751328000, PER_MESSAGE",
    "1790812799, PER_MESSAGE", // 2026-09-30T23:59:59Z
    "1790812800, PER_MESSAGE_SERVICE"
  })
  void aDayBeginsAtMidnightUtc(long epochSecond, PricingModel model) {
    assertThat(PricingModel.at(epochSecond)).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    // model, category, conversation, charged in a window, outside, free per month
    "CONVERSATION, MARKETING, true, true, true, 0",
    "CONVERSATION, UTILITY, true, true, true, 0",
    "CONVERSATION, AUTHENTICATION, true, true, true, 0",
    "CONVERSATION, SERVICE, true, false, false, 0",
    "PER_MESSAGE, MARKETING, false, true, true, 0",
    "PER_MESSAGE, UTILITY, false, false, true, 0",
    "PER_MESSAGE, AUTHENTICATION, false, true, true, 0",
    "PER_MESSAGE, SERVICE, false, false, false, 0",
    "PER_MESSAGE_SERVICE, MARKETING, false, true, true, 0",
    "PER_MESSAGE_SERVICE, UTILITY, false, true, true, 0",
    "PER_MESSAGE_SERVICE, AUTHENTICATION, false, true, true, 0",
    "PER_MESSAGE_SERVICE, SERVICE, false, true, true, 1000"
  })
  void aModelSaysWhatIsChargedForACategory(
      PricingModel model,
      String category,
      boolean conversation,
      boolean inWindow,
      boolean outside,
      int free) {
    Billing billing = model.billing(new Category(category));

    assertThat(billing)
        .isEqualTo(
            new Billing(model, new Category(category), conversation, inWindow, outside, free));
    assertThat(model.billing(new Category(category))).isSameAs(billing);
  }

  @ParameterizedTest
  @EnumSource
  void aCategoryMetaBillsAsAnotherIsTheOther(PricingModel model) {
    assertThat(model.billing(new Category("MARKETING_LITE")))
        .isSameAs(model.billing(Category.MARKETING));
    assertThat(model.billing(new Category("AUTHENTICATION-INTERNATIONAL")))
        .isSameAs(model.billing(Category.AUTHENTICATION));
    assertThat(model.billing(new Category("AUTHENTICATION_INTERNATIONAL")))
        .isSameAs(model.billing(Category.AUTHENTICATION));
  }

  @ParameterizedTest
  @EnumSource
  void aCategoryNobodyKnowsKeepsItsNameAndIsAlwaysCharged(PricingModel model) {
    Category unknown = new Category("TRANSACTIONAL");

    assertThat(model.billing(unknown))
        .isEqualTo(new Billing(model, unknown, model == PricingModel.CONVERSATION, true, true, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "marketing, MARKETING",
    "marketing_lite, MARKETING",
    "utility, UTILITY",
    "authentication, AUTHENTICATION",
    "authentication-international, AUTHENTICATION",
    "authentication_international, AUTHENTICATION",
    "service, SERVICE",
    "group_service, SERVICE",
    "group_marketing, MARKETING",
    "' Utility ', UTILITY",
    "something_new, SOMETHING_NEW"
  })
  void aStatusSaysWhichCategoryWasBilled(String metaName, String category) {
    assertThat(Billing.billed(metaName)).contains(new Category(category));
  }

  @ParameterizedTest
  @CsvSource({"referral_conversion", "group_referral_conversion", "''", "group_"})
  void aFreeEntryPointSaysNothingOfTheCategory(String metaName) {
    assertThat(Billing.billed(metaName)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONVERSATION, conversation",
    "PER_MESSAGE, per-message",
    "PER_MESSAGE_SERVICE, per-message-service"
  })
  void aModelHasANameForConfigurationAndAnswers(PricingModel model, String wire) {
    assertThat(model.wire()).isEqualTo(wire);
  }

  @Test
  void aBillingNoModelHasIsRefused() {
    assertThatThrownBy(
            () -> new Billing(PricingModel.PER_MESSAGE, Category.UTILITY, false, true, false, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Billing(PricingModel.PER_MESSAGE, Category.SERVICE, false, true, true, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
