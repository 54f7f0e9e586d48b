package io.sallyport.ops;

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

/** Gauges of what a number's messages of the month cost; those of a month go with it. */
@Singleton
final class SpendMeters {

  private final MultiGauge messages;
  private final MultiGauge amounts;
  private final Map<String, SpendReport> byNumber = new HashMap<>();

  SpendMeters(MeterRegistry registry) {
    this.messages =
        MultiGauge.builder("sallyport.spend.messages")
            .description(
                "Messages of the UTC month so far, by category and whether they are billed")
            .register(registry);
    this.amounts =
        MultiGauge.builder("sallyport.spend.amount")
            .description("What they cost by the rate card")
            .register(registry);
  }

  /** Takes a report of the month. */
  synchronized void update(String number, SpendReport report) {
    byNumber.put(number, report);
    Map<Tags, Long> counts = new HashMap<>();
    Map<Tags, BigDecimal> sums = new HashMap<>();
    byNumber.forEach((id, its) -> its.rows().forEach(row -> add(counts, sums, id, row)));
    messages.register(rows(counts), true);
    amounts.register(rows(sums), true);
  }

  private static void add(
      Map<Tags, Long> counts, Map<Tags, BigDecimal> sums, String number, SpendReport.Row row) {
    SpendCount count = row.count();
    Tags tags = Tags.of("number", number, "category", count.category().lowerCase());
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
