package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges of values last read for each number; registered when a number is first read. */
final class NumberGauges<V> {

  /**
   * One of a number's gauges.
   *
   * @param unit null for a count
   */
  record Shown<V>(
      String name,
      String description,
      @Nullable String unit,
      Tags tags,
      ToDoubleFunction<V> value) {

    static <V> Shown<V> count(String name, String description, ToDoubleFunction<V> value) {
      return new Shown<>(name, description, null, Tags.empty(), value);
    }

    static <V> Shown<V> seconds(String name, String description, ToDoubleFunction<V> value) {
      return new Shown<>(name, description, "seconds", Tags.empty(), value);
    }

    Shown<V> with(Tags more) {
      return new Shown<>(name, description, unit, more, value);
    }
  }

  private final MeterRegistry registry;
  private final List<Shown<V>> all;
  private final Map<String, V> byNumber = new ConcurrentHashMap<>();

  NumberGauges(MeterRegistry registry, List<Shown<V>> all) {
    this.registry = registry;
    this.all = all;
  }

  void update(String number, V value) {
    if (byNumber.put(number, value) == null) {
      all.forEach(gauge -> register(number, gauge));
    }
  }

  private void register(String number, Shown<V> gauge) {
    Gauge.builder(gauge.name(), byNumber, read -> value(read.get(number), gauge))
        .description(gauge.description())
        .baseUnit(gauge.unit())
        .tag("number", number)
        .tags(gauge.tags())
        .register(registry);
  }

  private static <V> double value(@Nullable V read, Shown<V> gauge) {
    return read == null ? 0 : gauge.value().applyAsDouble(read);
  }

  /** Seconds from {@code since} to now; 0 when it is null or in the future. */
  static double seconds(@Nullable Instant since, Instant now) {
    return since == null || since.isAfter(now) ? 0 : Duration.between(since, now).toSeconds();
  }
}
