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
  private record Values(NumberState state, double oldestSeconds, double coverageSeconds) {

    long waiting() {
      return state.waiting();
    }

    long open() {
      return state.windows().open();
    }

    long closing() {
      return state.windows().closing();
    }

    int initiatedBlocked() {
      return state.businessInitiatedUntil() == null ? 0 : 1;
    }

    int allBlocked() {
      return state.everythingUntil() == null ? 0 : 1;
    }

    int disabled() {
      return state.disabled() ? 1 : 0;
    }
  }

  private final MeterRegistry registry;
  private final Map<String, Values> byNumber = new ConcurrentHashMap<>();

  NumberMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void update(String number, NumberState state, Instant now) {
    Values values =
        new Values(
            state, seconds(state.waitingSince(), now), seconds(state.coverage().since(), now));
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
    gauge(number, "sallyport.windows.open", Values::open)
        .description("Customer service windows that are open, to a quarter of an hour")
        .register(registry);
    gauge(number, "sallyport.windows.closing", Values::closing)
        .description("Those of them that close within an hour")
        .register(registry);
    restricted(number, "business_initiated", Values::initiatedBlocked);
    restricted(number, "everything", Values::allBlocked);
    restricted(number, "disabled", Values::disabled);
  }

  private void restricted(String number, String what, ToDoubleFunction<Values> value) {
    gauge(number, "sallyport.number.restricted", value)
        .description("1 while Meta blocks this of the number")
        .tag("what", what)
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
