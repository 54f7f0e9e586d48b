package io.sallyport.redis.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.Observation.Via;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The letters are stored: a change of one here means data in Redis are misread. */
class CodesTest {

  @ParameterizedTest
  @CsvSource({
    "UNSUPPORTED_CATEGORY, 0",
    "UNKNOWN_TEMPLATE, 1",
    "TEMPLATE_NOT_APPROVED, 2",
    "TEMPLATE_PAUSED, 3",
    "TEMPLATE_DISABLED, 4",
    "TEMPLATE_PARAMETERS, 5",
    "NOT_MARKETING, 6",
    "NUMBER_RESTRICTED, 7",
    "OPTED_OUT, 8",
    "NO_OPT_IN, 9",
    "WINDOW_CLOSED, a",
    "MARKETING_THROTTLED, b"
  })
  void anObservedRuleIsADigit(Reason reason, String code) {
    assertThat(Codes.ofObserved(reason)).isEqualTo(code);
    assertThat(Codes.observed(code)).isEqualTo(reason);
  }

  @Test
  void everyRuleThatCanBeObservedHasADigitOfItsOwn() {
    assertThat(Stream.of(Reason.values()).filter(Reason::isOptionalOfSends).map(Codes::ofObserved))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.length() == 1 && !code.equals("-"));
    assertThat(Codes.ofObserved(null)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({
    "MARKETING, M",
    "UTILITY, U",
    "AUTHENTICATION, A",
    "SERVICE, S",
    "GENERAL_PURPOSE_AI, G",
    "UNKNOWN, X"
  })
  void aCategoryIsALetter(String category, String code) {
    assertThat(Codes.of(new Category(category))).isEqualTo(code);
    assertThat(Codes.category(code)).isEqualTo(new Category(category));
  }

  @Test
  void aCategoryNobodyKnowsIsNone() {
    assertThat(Codes.of(new Category("NEW_ONE"))).isEqualTo("X");
  }

  @ParameterizedTest
  @EnumSource(Via.class)
  void everyWayOfKnowingComesBack(Via via) {
    assertThat(Codes.via(Codes.of(via))).isEqualTo(via);
    assertThat(Codes.of(via).isEmpty()).isEqualTo(via == Via.MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "r, REGULAR",
    "f, FREE_ENTRY_POINT",
    "c, IN_CONVERSATION",
    "q, FREE_QUOTA",
    "s, FREE_CUSTOMER_SERVICE"
  })
  void aChargeIsALetter(String code, Charge charge) {
    assertThat(Codes.charge(code)).isEqualTo(charge);
  }

  @Test
  void aCountryNobodyKnowsIsZz() {
    assertThat(Codes.ofCountry(null)).isEqualTo("ZZ");
    assertThat(Codes.country("ZZ")).isNull();
    assertThat(Codes.country(Codes.ofCountry("BR"))).isEqualTo("BR");
  }
}
