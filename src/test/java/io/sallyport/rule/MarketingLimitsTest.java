package io.sallyport.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.testkit.Plain;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketingLimitsTest {

  private static final Instant EVENING = Instant.parse("2026-10-02T21:30:00Z");
  private static final Contact GROUP = new Contact("120363028@g.us");

  private static Policies policies(@Nullable String quietHours, String... blocked) {
    return Samples.limited(
        new MarketingLimits(
            quietHours == null ? null : QuietHours.parse(quietHours),
            Set.of(blocked),
            null,
            OnLimit.REJECT));
  }

  private static BusinessNumber numberOf(@Nullable String country) {
    return Plain.number("106540352242922", "102290129340398", true, country);
  }

  @ParameterizedTest
  @CsvSource({
    "447700900123, 2026-10-03T07:00:00Z",
    "GB.13491208655302741918, 2026-10-03T07:00:00Z",
    "12125551234,",
    "8613812345678, 2026-10-03T02:00:00Z",
    "819012345678, 2026-10-02T23:00:00Z"
  })
  void quietHoursAreThoseOfTheContactsClock(String id, @Nullable Instant end) {
    Policies policies = policies("21:00-08:00");

    assertThat(policies.quietUntil(numberOf("US"), new Contact(id), EVENING)).isEqualTo(end);
  }

  @Test
  void aContactOfNoCountryHasTheNumbersClock() {
    Policies policies = policies("21:00-08:00");

    assertThat(policies.quietUntil(numberOf("GB"), GROUP, EVENING))
        .isEqualTo("2026-10-03T07:00:00Z");
    assertThat(policies.quietUntil(numberOf(null), GROUP, EVENING)).isNull();
  }

  @Test
  void withoutQuietHoursItIsNeverQuiet() {
    assertThat(policies(null).quietUntil(numberOf("GB"), new Contact("447700900123"), EVENING))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "16505551234, true",
    "US.13491208655302741918, true",
    "14165550123, false",
    "77710009998, true",
    "79123456789, false",
    "120363028@g.us, false"
  })
  void aCountryIsBlockedByWhatTheContactsNameSays(String id, boolean blocked) {
    assertThat(policies(null, "US", "KZ").isBlockedCountry(new Contact(id))).isEqualTo(blocked);
    assertThat(policies(null).isBlockedCountry(new Contact(id))).isFalse();
  }

  @Test
  void termsAreTheSameAtAnyTimeOfTheDay() {
    Policies limited = policies("21:00-08:00", "US");

    assertThat(limited.marketingTerms(EVENING))
        .isSameAs(limited.marketingTerms(EVENING.plusSeconds(43_200)))
        .isEqualTo(policies(null).marketingTerms(EVENING));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateThatMakesNoSenseIsABug(double rate) {
    assertThatThrownBy(() -> new MarketingLimits(null, Set.of(), rate, OnLimit.REJECT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
