package io.sallyport.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.admission.NumberState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges of every number; a number has none before it was first read. */
@Singleton
final class NumberMeters {

  /** Seconds are 0 when there is nothing to measure from. */
  private record Values(long waiting, double oldestSeconds, double coverageSeconds) {}

  private final MeterRegistry registry;
  private final Map<String, Values> byNumber = new ConcurrentHashMap<>();

  NumberMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void update(String number, NumberState state, Instant now) {
    Values values =
        new Values(
            state.waiting(),
            seconds(state.waitingSince(), now),
            seconds(state.coverage().since(), now));
    if (byNumber.put(number, values) == null) {
      register(number);
    }
  }

  private void register(String number) {
    gauge(number, "sallyport.first.response.waiting", Values::waiting)
        .description("Contacts who wait for an answer")
        .register(registry);
    gauge(number, "sallyport.first.response.waiting.oldest", Values::oldestSeconds)
        .description("How long the first of them waits")
        .baseUnit("seconds")
        .register(registry);
    gauge(number, "sallyport.coverage", Values::coverageSeconds)
        .description("For how long the number's webhooks have been seen without a gap")
        .baseUnit("seconds")
        .register(registry);
  }

  private Gauge.Builder<?> gauge(String number, String name, ToDoubleFunction<Values> value) {
    return Gauge.builder(
            name,
            byNumber,
            all -> all.containsKey(number) ? value.applyAsDouble(all.get(number)) : 0)
        .tag("number", number);
  }

  private static double seconds(@Nullable Instant since, Instant now) {
    return since == null || since.isAfter(now) ? 0 : Duration.between(since, now).toSeconds();
  }
}
