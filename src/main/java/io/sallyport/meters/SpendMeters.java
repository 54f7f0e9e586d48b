package io.sallyport.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sallyport.pricing.Price;
import io.sallyport.pricing.SpendCount;
import io.sallyport.pricing.SpendReport;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gauges of the month's spend; a month's gauges are removed when the next begins. Each number has
 * its own, so that an update of one number does not touch the others.
 */
@Singleton
public final class SpendMeters {

  private record Gauges(MultiGauge messages, MultiGauge amounts) {

    static Gauges of(String number, MeterRegistry registry) {
      return new Gauges(
          MultiGauge.builder("sallyport.spend.messages")
              .description(
                  "Messages of the UTC month so far, by category and whether they are billed")
              .tag("number", number)
              .register(registry),
          MultiGauge.builder("sallyport.spend.amount")
              .description("What they cost by the rate card")
              .tag("number", number)
              .register(registry));
    }
  }

  private final MeterRegistry registry;
  private final Map<String, Gauges> byNumber = new ConcurrentHashMap<>();

  SpendMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Takes a report of the month. */
  public void update(String number, SpendReport report) {
    Map<Tags, Long> counts = new HashMap<>();
    Map<Tags, BigDecimal> sums = new HashMap<>();
    report.rows().forEach(row -> add(counts, sums, row));
    Gauges gauges = byNumber.computeIfAbsent(number, one -> Gauges.of(one, registry));
    gauges.messages().register(rows(counts), true);
    gauges.amounts().register(rows(sums), true);
  }

  private static void add(Map<Tags, Long> counts, Map<Tags, BigDecimal> sums, SpendReport.Row row) {
    SpendCount count = row.count();
    Tags tags = Tags.of("category", count.category().lowerCase());
    counts.merge(tags.and("billable", "true"), count.billable(), Long::sum);
    counts.merge(tags.and("billable", "false"), count.messages() - count.billable(), Long::sum);
    Price price = row.price();
    BigDecimal amount = row.amount();
    if (price != null && amount != null) {
      sums.merge(tags.and("currency", price.currency()), amount, BigDecimal::add);
    }
  }

  private static List<Row<?>> rows(Map<Tags, ? extends Number> values) {
    List<Row<?>> rows = new ArrayList<>();
    values.forEach((tags, value) -> rows.add(Row.of(tags, value)));
    return rows;
  }
}
