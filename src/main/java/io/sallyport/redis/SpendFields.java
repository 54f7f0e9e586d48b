package io.sallyport.redis;

import io.sallyport.pricing.SpendCount;
import io.vertx.redis.client.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counters of lib/spend.lua, put together. */
final class SpendFields {

  private record Row(LocalDate day, String category, String country) {}

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
      String[] parts = field.split(":", -1);
      if (parts.length != 4) {
        continue;
      }
      LocalDate day = LocalDate.ofEpochDay(Long.parseLong(parts[0]));
      if (!day.isBefore(from) && !day.isAfter(to)) {
        rows.computeIfAbsent(new Row(day, parts[1], parts[2]), row -> new HashMap<>())
            .put(parts[3], month.get(field).toLong());
      }
    }
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
        counters.getOrDefault("m", 0L),
        counters.getOrDefault("b", 0L),
        counters.getOrDefault("e", 0L),
        counters.getOrDefault("c", 0L));
  }
}
