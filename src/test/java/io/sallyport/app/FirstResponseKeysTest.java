package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.FirstResponseKeys;
import io.sallyport.config.SallyportConfig;
import io.sallyport.rule.FirstResponseLimit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a first response, as they are read and as they are refused. */
class FirstResponseKeysTest {

  private static SallyportConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>(ConfiguredNumbers.sample());
    properties.put("sallyport.webhook.app-secret", "secret");
    properties.put("sallyport.webhook.verify-token", "word");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put("sallyport.policy.first-response." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfiguredNumbers.config(properties);
  }

  private static FirstResponseLimit limit(String... keysAndValues) {
    return FirstResponseKeys.limit(config(keysAndValues).policy().firstResponse());
  }

  @Test
  void isNoneUnlessItIsSet() {
    assertThat(limit()).isNull();
  }

  @Test
  void hoursAreAlwaysAndOfUtcUnlessTheyAreSet() {
    Instant night = Instant.parse("2026-07-30T02:00:00Z");

    assertThat(limit("limit", "30m").overdueAt(night)).isEqualTo(night.plusSeconds(1800));
    assertThat(limit("limit", "30m", "hours", "09:00-18:00").overdueAt(night))
        .isEqualTo("2026-07-30T09:30:00Z");
    assertThat(
            limit("limit", "30m", "hours", "09:00-18:00", "time-zone", "America/New_York")
                .overdueAt(night))
        .isEqualTo("2026-07-30T13:30:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit | 0s | limit must be whole seconds, at least 1s",
        "limit | -1h | limit must be whole seconds, at least 1s",
        "limit | 7d | limit must be shorter than the hours of a week, which are 10080m",
        "hours | 9-18 | hours: \"9-18\" is not a span of hours: use 09:00-18:00",
        "hours | 09:00-18:00 | limit is not set",
        "time-zone | Europe/Lisbon | limit is not set",
        "time-zone | Lisbon | time-zone: Lisbon is no time zone: use Europe/Lisbon"
      })
  void whatMakesNoSenseIsNamedWithTheFix(String key, String value, String told) {
    SallyportConfig config = config(key, value);

    assertThatThrownBy(() -> StartupCheck.of(config))
        .hasMessageContaining("sallyport.policy.first-response." + told);
  }
}
