package io.sallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.pricing.SpendReport.Row;
import io.sallyport.pricing.SpendReport.Total;
import io.sallyport.template.Category;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendReportTest {

  private static final LocalDate SEPTEMBER = LocalDate.of(2026, 9, 30);
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

  private Tariff tariff;

  @BeforeEach
  void aCardWhosePricesChangeInOctober() throws RateCard.Malformed {
    String csv =
        """
        country,category,price,currency,valid_from
        US,marketing,0.0250,USD,2026-01-01
        US,marketing,0.0300,USD,2026-10-01
        BR,marketing,0.0625,BRL,2026-01-01
        """;
    tariff = new Tariff(null, RateCard.parse(new StringReader(csv)));
  }

  private static SpendCount count(
      LocalDate day, Category category, @Nullable String country, long billable, long expected) {
    return new SpendCount(day, category, country, billable + 1, billable, expected, 1);
  }

  private SpendReport report(SpendCount... counts) {
    return SpendReport.of(List.of(counts), OCTOBER, tariff);
  }

  private Row only(SpendCount count) {
    return report(count).rows().get(0);
  }

  @Test
  void eachDayHasThePriceOfThatDay() {
    Row before = only(count(SEPTEMBER, Category.MARKETING, "US", 10, 10));
    Row after = only(count(OCTOBER, Category.MARKETING, "US", 10, 10));

    assertThat(before.amount()).isEqualByComparingTo("0.25");
    assertThat(after.amount()).isEqualByComparingTo("0.30");
    assertThat(after.difference()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({"10, 8, 0.06", "8, 10, -0.06", "0, 10, -0.30", "10, 0, 0.30"})
  void theDifferenceIsWhatMetaBilledMoreThanExpected(
      long billable, long expected, BigDecimal difference) {
    Row row = only(count(OCTOBER, Category.MARKETING, "US", billable, expected));

    assertThat(row.difference()).isEqualByComparingTo(difference);
  }

  @Test
  void withoutAPriceThereAreCountsAndNoAmounts() {
    SpendCount unknown = count(OCTOBER, Category.MARKETING, null, 3, 2);

    SpendReport report = report(unknown);

    assertThat(report.rows()).containsExactly(new Row(unknown, null));
    assertThat(report.rows().get(0).amount()).isNull();
    assertThat(report.rows().get(0).difference()).isNull();
    assertThat(report.totals()).isEmpty();
  }

  @Test
  void amountsAreAddedUpByCurrency() {
    SpendReport report =
        report(
            count(SEPTEMBER, Category.MARKETING, "US", 10, 10),
            count(OCTOBER, Category.MARKETING, "US", 10, 10),
            count(OCTOBER, Category.MARKETING, "BR", 2, 2),
            count(OCTOBER, Category.MARKETING, null, 100, 100));

    assertThat(report.totals())
        .containsExactly(
            new Total("BRL", new BigDecimal("0.1250")), new Total("USD", new BigDecimal("0.5500")));
  }

  @Test
  void rowsAreOrderedByDayCategoryAndCountryTheUnknownLast() {
    SpendCount first = count(SEPTEMBER, Category.UTILITY, "US", 1, 1);
    SpendCount second = count(OCTOBER, Category.MARKETING, "BR", 1, 1);
    SpendCount third = count(OCTOBER, Category.MARKETING, "US", 1, 1);
    SpendCount fourth = count(OCTOBER, Category.MARKETING, null, 1, 1);
    SpendCount fifth = count(OCTOBER, Category.SERVICE, "BR", 1, 1);

    SpendReport report = report(fifth, fourth, third, first, second);

    assertThat(report.rows())
        .extracting(Row::count)
        .containsExactly(first, second, third, fourth, fifth);
  }

  @Test
  void theModelIsThatOfTheLastDay() {
    assertThat(SpendReport.of(List.of(), SEPTEMBER, tariff).model())
        .isEqualTo(PricingModel.PER_MESSAGE);
    assertThat(SpendReport.of(List.of(), OCTOBER, tariff).model())
        .isEqualTo(PricingModel.PER_MESSAGE_SERVICE);
  }
}
