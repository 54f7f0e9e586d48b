package io.sallyport.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.deferral.DeferredQueue.Waiting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges of the sends that wait; a number has none before its queue was first read. */
@Singleton
final class DeferredMeters {

  private record Values(long sends, double oldestSeconds) {}

  private final MeterRegistry registry;
  private final Map<String, Values> byNumber = new ConcurrentHashMap<>();

  DeferredMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void update(String number, Waiting waiting, Instant now) {
    Values values = new Values(waiting.sends(), seconds(waiting.since(), now));
    if (byNumber.put(number, values) == null) {
      gauge(number, "sallyport.deferred.waiting", Values::sends)
          .description("Sends that wait for their turn")
          .register(registry);
      gauge(number, "sallyport.deferred.waiting.oldest", Values::oldestSeconds)
          .description("How long the first of them has waited")
          .baseUnit("seconds")
          .register(registry);
    }
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
