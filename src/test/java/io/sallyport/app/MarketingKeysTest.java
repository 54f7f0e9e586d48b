package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.rule.QuietHours;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of marketing's limits, as they are read and as they are refused. */
class MarketingKeysTest {

  private static SallyportConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>(ConfiguredNumbers.sample());
    properties.put("sallyport.webhook.app-secret", "secret");
    properties.put("sallyport.webhook.verify-token", "word");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put("sallyport.policy.marketing." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfiguredNumbers.config(properties);
  }

  private static MarketingLimits limits(SallyportConfig config) {
    return new Assembly()
        .policies(config, new Tariff(null, RateCard.EMPTY))
        .settings()
        .marketingLimits();
  }

  @Test
  void limitsAreNoneUnlessTheyAreSet() {
    assertThat(limits(config())).isEqualTo(MarketingLimits.NONE);
    assertThatCode(() -> StartupCheck.of(config())).doesNotThrowAnyException();
  }

  @Test
  void limitsAreThoseThatAreSet() {
    SallyportConfig config =
        config(
            "quiet-hours", "21:00-08:00",
            "blocked-countries", "US,KZ",
            "rate", "0.5",
            "on-limit", "defer");

    assertThatCode(() -> StartupCheck.of(config)).doesNotThrowAnyException();
    assertThat(limits(config))
        .isEqualTo(
            new MarketingLimits(
                QuietHours.parse("21:00-08:00"), Set.of("US", "KZ"), 0.5, OnLimit.DEFER));
  }

  @ParameterizedTest
  @CsvSource({
    "quiet-hours, 9pm-8am, 'marketing.quiet-hours \"9pm-8am\" is not a span of hours: use"
        + " 21:00-08'",
    "quiet-hours, 08:00-08:00, 'marketing.quiet-hours starts and ends at 08:00: use two times'",
    "blocked-countries, 'US,uk', 'marketing.blocked-countries: uk is not a country: use an ISO"
        + " code'",
    "rate, 0, 'marketing.rate must be more than 0'",
    "rate, -2, 'marketing.rate must be more than 0'",
    "rate, NaN, 'marketing.rate must be more than 0'",
    "max, -1, 'marketing.max must not be negative'",
    "min-gap, -1s, 'marketing.min-gap must not be negative'",
    "window, 0s, 'marketing.window must be longer than 0s'"
  })
  void whatMakesNoSenseIsNamedWithTheFix(String key, String value, String told) {
    SallyportConfig config = config(key, value);

    assertThatThrownBy(() -> StartupCheck.of(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sallyport.policy." + told);
  }
}
