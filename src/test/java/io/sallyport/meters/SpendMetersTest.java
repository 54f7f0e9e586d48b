package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.SpendCount;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendMetersTest {

  private static final String NUMBER = "106540352242922";
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final List<SpendCount> COUNTS =
      List.of(
          new SpendCount(DAY, Category.MARKETING, "US", 5, 4, 4, 4),
          new SpendCount(DAY.minusDays(1), Category.MARKETING, "DE", 2, 2, 2, 2),
          new SpendCount(DAY, Category.UTILITY, "US", 3, 0, 0, 0));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SpendMeters meters = new SpendMeters(registry);

  /** By prices of our own. */
  static Tariff tariff() {
    String card =
        "country,category,price,currency,valid_from\n*,marketing,0.05,EUR,2026-01-01\n"
            + "US,marketing,0.02,USD,2026-01-01\nUS,authentication,0.01,USD,2026-01-01\nUS,utility,0.01,USD,2026-01-01\n";
    try {
      return new Tariff(null, RateCard.parse(new StringReader(card)));
    } catch (RateCard.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private double messages(String category, String billable) {
    return value("sallyport.spend.messages", "category", category, "billable", billable);
  }

  private double amount(String category, String currency) {
    return value("sallyport.spend.amount", "category", category, "currency", currency);
  }

  /** -1 when there is none. */
  private double value(String name, String... tags) {
    Gauge gauge = registry.find(name).tag("number", NUMBER).tags(tags).gauge();
    return gauge == null ? -1 : gauge.value();
  }

  @Test
  void addsUpDaysAndCountries() {
    meters.update(NUMBER, SpendReport.of(COUNTS, DAY, tariff()));

    assertThat(messages("marketing", "true")).isEqualTo(6);
    assertThat(messages("marketing", "false")).isEqualTo(1);
    assertThat(messages("utility", "false")).isEqualTo(3);
    assertThat(amount("marketing", "USD")).isEqualTo(0.08);
    assertThat(amount("marketing", "EUR")).isEqualTo(0.1);
    assertThat(amount("utility", "USD")).isZero();
  }

  @Test
  void newsOfANumberChangesNoOther() {
    meters.update(NUMBER, SpendReport.of(COUNTS, DAY, tariff()));
    meters.update("106540352242923", SpendReport.of(List.of(), DAY, tariff()));

    assertThat(messages("marketing", "true")).isEqualTo(6);
    assertThat(amount("marketing", "USD")).isEqualTo(0.08);
  }

  @Test
  void knowsNoAmountWithoutARateCard() {
    meters.update(NUMBER, SpendReport.of(COUNTS, DAY, new Tariff(null, RateCard.EMPTY)));

    assertThat(messages("marketing", "true")).isEqualTo(6);
    assertThat(amount("marketing", "USD")).isEqualTo(-1);
  }

  @Test
  void startsAnewWithTheMonth() {
    meters.update(NUMBER, SpendReport.of(COUNTS, DAY, tariff()));
    meters.update(NUMBER, SpendReport.of(List.of(), DAY.plusDays(11), tariff()));

    assertThat(messages("marketing", "true")).isEqualTo(-1);
    assertThat(amount("marketing", "USD")).isEqualTo(-1);
  }
}
