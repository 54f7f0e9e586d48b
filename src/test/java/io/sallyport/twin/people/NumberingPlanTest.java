package io.sallyport.twin.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberingPlanTest {
  @ParameterizedTest
  @CsvSource({
    "5511961555555, 551161555555",
    "5511991555555, 551191555555",
    "5215555555555, 525555555555",
    "5491155555555, 541155555555",
  })
  void leavesOutTheExtraDigit(String with, String without) {
    assertThat(NumberingPlan.withoutExtraDigit(with)).isEqualTo(without);
    assertThat(NumberingPlan.withoutExtraDigit(without)).isEqualTo(without);
  }

  @ParameterizedTest
  @CsvSource({"5511955555555", "551155555555", "16505551234", "52155555555", "549115555555"})
  void leavesOtherNumbersAlone(String digits) {
    assertThat(NumberingPlan.withoutExtraDigit(digits)).isEqualTo(digits);
  }
}
