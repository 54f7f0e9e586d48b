package io.sallyport.redis.ledger;

import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Codes;
import io.vertx.redis.client.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counters of lib/spend.lua, put together. */
final class SpendFields {

  private record Row(LocalDate day, String category, String country) {}

  /** What is counted, in a row. */
  private record Counter(Row row, String what) {

    /** Null for a field that is none. */
    static @Nullable Counter of(String field) {
      String[] parts = field.split(":", -1);
      if (parts.length != 4) {
        return null;
      }
      LocalDate day = LocalDate.ofEpochDay(Long.parseLong(parts[0]));
      return new Counter(new Row(day, parts[1], parts[2]), parts[3]);
    }
  }

  private final LocalDate from;
  private final LocalDate to;
  private final Map<Row, Map<String, Long>> rows = new HashMap<>();

  SpendFields(LocalDate from, LocalDate to) {
    this.from = from;
    this.to = to;
  }

  /** The fields of one month. */
  void add(Response month) {
    for (String field : month.getKeys()) {
      Counter counter = Counter.of(field);
      if (counter != null && isAsked(counter.row().day())) {
        rows.computeIfAbsent(counter.row(), row -> new HashMap<>())
            .put(counter.what(), month.get(field).toLong());
      }
    }
  }

  private boolean isAsked(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** Days, categories and countries of which anything was sent. */
  List<SpendCount> counts() {
    return rows.entrySet().stream()
        .map(row -> count(row.getKey(), row.getValue()))
        .filter(count -> count.messages() != 0 || count.expected() != 0)
        .toList();
  }

  private static SpendCount count(Row row, Map<String, Long> counters) {
    return new SpendCount(
        row.day(),
        Codes.category(row.category()),
        Codes.country(row.country()),
        counters.getOrDefault(Codes.SPEND_MESSAGES, 0L),
        counters.getOrDefault(Codes.SPEND_BILLABLE, 0L),
        counters.getOrDefault(Codes.SPEND_EXPECTED, 0L),
        counters.getOrDefault(Codes.SPEND_CONFIRMED, 0L));
  }
}
