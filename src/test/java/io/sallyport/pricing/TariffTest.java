package io.sallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.pricing.RateCard.Malformed;
import io.sallyport.template.Category;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TariffTest {

  private static final Instant LAST_OF_FREE_SERVICE = Instant.parse("2026-09-30T23:59:59.999Z");
  private static final Instant FIRST_OF_CHARGED_SERVICE = Instant.parse("2026-10-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2025-06-30T23:59:59.999Z, CONVERSATION",
    "2025-07-01T00:00:00Z, PER_MESSAGE",
    "2026-09-30T23:59:59.999Z, PER_MESSAGE",
    "2026-10-01T00:00:00Z, PER_MESSAGE_SERVICE"
  })
  void withoutAChosenModelTheTimeDecides(Instant at, PricingModel model) {
    assertThat(new Tariff(null, RateCard.EMPTY).model(at)).isEqualTo(model);
  }

  @ParameterizedTest
  @EnumSource
  void aChosenModelHoldsWhateverTheTime(PricingModel model) {
    Tariff tariff = new Tariff(model, RateCard.EMPTY);

    assertThat(tariff.model(Instant.EPOCH)).isEqualTo(model);
    assertThat(tariff.model(FIRST_OF_CHARGED_SERVICE)).isEqualTo(model);
    assertThat(tariff.billing(Category.UTILITY, FIRST_OF_CHARGED_SERVICE))
        .isSameAs(model.billing(Category.UTILITY));
  }

  @Test
  void aReplyIsFreeUntilServiceIsCharged() {
    Tariff tariff = new Tariff(null, RateCard.EMPTY);

    assertThat(tariff.billing(Category.SERVICE, LAST_OF_FREE_SERVICE).chargedInWindow()).isFalse();
    assertThat(tariff.billing(Category.SERVICE, FIRST_OF_CHARGED_SERVICE).chargedInWindow())
        .isTrue();
  }

  @Test
  void pricesAreTheCards() throws Malformed {
    String csv = "country,category,price,currency,valid_from\nBR,utility,0.0070,USD,2026-10-01\n";
    LocalDate day = LocalDate.of(2026, 10, 2);

    Tariff tariff = new Tariff(null, RateCard.parse(new StringReader(csv)));

    assertThat(tariff.price("BR", Category.UTILITY, day))
        .contains(new Price(new BigDecimal("0.0070"), "USD"));
    assertThat(new Tariff(null, RateCard.EMPTY).price("BR", Category.UTILITY, day)).isEmpty();
  }
}
