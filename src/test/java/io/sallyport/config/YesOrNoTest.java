package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.account.ConfiguredNumbers;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YesOrNoTest {

  private static final String OPT_IN = "sallyport.policy.require-opt-in";
  private static final String RESET = "sallyport.policy.marketing.reset-on-reply";

  @ParameterizedTest
  @CsvSource({"true, true", "YES, true", "on, true", "1, true", "False, false", "off, false"})
  void isReadInTheUsualWords(String word, boolean meant) {
    PolicyConfig policy = ConfiguredNumbers.config(Map.of(OPT_IN, word, RESET, word)).policy();

    assertThat(policy.requireOptIn()).isEqualTo(meant);
    assertThat(policy.marketing().resetOnReply()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {OPT_IN, RESET})
  void isNotGuessed(String key) {
    assertThatThrownBy(() -> ConfiguredNumbers.config(Map.of(key, "tru")))
        .hasMessageContaining(key)
        .hasMessageContaining("tru is neither true nor false");
  }
}
