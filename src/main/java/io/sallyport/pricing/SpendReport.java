package io.sallyport.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a number's messages are estimated to cost, by list prices.
 *
 * @param rows in the order of day, category and country
 * @param model how Meta charges on the last day
 * @param totals the sums of the rows' amounts, one per currency, in alphabetical order
 */
public record SpendReport(List<Row> rows, PricingModel model, List<Total> totals) {

  private static final Comparator<SpendCount> ORDER =
      Comparator.comparing(SpendCount::day)
          .thenComparing(count -> count.category().name())
          .thenComparing(SpendCount::country, Comparator.nullsLast(Comparator.naturalOrder()));

  /**
   * The messages of one day, category and country.
   *
   * @param price of one charged message; null when it is not known
   */
  public record Row(SpendCount count, @Nullable Price price) {

    /** The price of what is billable. */
    public @Nullable BigDecimal amount() {
      return times(count.billable());
    }

    /** How much more (or less, if negative) Meta billed than was expected. */
    public @Nullable BigDecimal difference() {
      return times(count.billable() - count.expected());
    }

    private @Nullable BigDecimal times(long messages) {
      return price == null ? null : price.amount().multiply(BigDecimal.valueOf(messages));
    }
  }

  /** The sum of the amounts in one currency. */
  public record Total(String currency, BigDecimal amount) {}

  public SpendReport {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
  }

  /**
   * Makes a report from counts, each day with its own price.
   *
   * @param lastDay UTC, the last day of the report
   */
  public static SpendReport of(List<SpendCount> counts, LocalDate lastDay, Tariff tariff) {
    List<Row> rows = counts.stream().sorted(ORDER).map(count -> row(count, tariff)).toList();
    return new SpendReport(
        rows, tariff.model(lastDay.atStartOfDay().toInstant(ZoneOffset.UTC)), totals(rows));
  }

  private static Row row(SpendCount count, Tariff tariff) {
    return new Row(
        count, tariff.price(count.country(), count.category(), count.day()).orElse(null));
  }

  private static List<Total> totals(List<Row> rows) {
    SortedMap<String, BigDecimal> byCurrency = new TreeMap<>();
    for (Row row : rows) {
      Price price = row.price();
      BigDecimal amount = row.amount();
      if (price != null && amount != null) {
        byCurrency.merge(price.currency(), amount, BigDecimal::add);
      }
    }
    return byCurrency.entrySet().stream()
        .map(total -> new Total(total.getKey(), total.getValue()))
        .toList();
  }
}
