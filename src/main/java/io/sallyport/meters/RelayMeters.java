package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelayEvent.Arrived;
import io.sallyport.relay.RelayEvent.Begun;
import io.sallyport.relay.RelayEvent.Delivered;
import io.sallyport.relay.RelayEvent.Died;
import io.sallyport.relay.RelayEvent.Removed;
import io.sallyport.relay.RelayEvent.TryFailed;
import io.sallyport.relay.RelayEvent.Unwanted;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Sender;
import io.sallyport.relay.TargetState;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Counters of the relay's work, and gauges of its queues. */
@Singleton
final class RelayMeters {

  private record Name(String name, String description, Tags tags) {}

  private final MeterRegistry registry;
  private final Relay relay;
  private final RelayStore store;
  private final int capacity;
  private final Map<Name, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> delays = new ConcurrentHashMap<>();

  RelayMeters(MeterRegistry registry, Relay relay, RelayStore store, SallyportConfig config) {
    this.registry = registry;
    this.relay = relay;
    this.store = store;
    this.capacity = config.relay().maxQueued();
  }

  void start(@Observes Serving start) {
    relay.standing().forEach(this::addGauges);
  }

  private void addGauges(Sender sender) {
    gauge(sender, "sallyport.relay.waiting", TargetState::waiting)
        .description("Deliveries a target has not taken yet")
        .register(registry);
    Gauge.builder("sallyport.relay.capacity", () -> capacity)
        .description("Deliveries that may wait for a target")
        .tag("target", sender.target())
        .register(registry);
    gauge(sender, "sallyport.relay.lag", this::lag)
        .description("How long the oldest of them waits")
        .baseUnit("seconds")
        .register(registry);
    gauge(sender, "sallyport.relay.dead.letters", TargetState::deadLetters)
        .description("Deliveries that are not tried any more")
        .register(registry);
    gauge(sender, "sallyport.relay.paused", state -> state.pause() == null ? 0 : 1)
        .description("1 while a target gets nothing but probes")
        .register(registry);
  }

  private static Gauge.Builder<Sender> gauge(
      Sender sender, String name, ToDoubleFunction<TargetState> value) {
    return Gauge.builder(
            name,
            sender,
            one -> {
              TargetState state = one.state();
              return state == null ? 0 : value.applyAsDouble(state);
            })
        .tag("target", sender.target());
  }

  private double lag(TargetState state) {
    Instant oldest = state.oldest();
    Instant now = store.now();
    return oldest == null || oldest.isAfter(now)
        ? 0
        : (double) Duration.between(oldest, now).toMillis() / 1000;
  }

  void noticed(@Observes RelayEvent event) {
    if (event instanceof Begun begun) {
      addGauges(begun.sender());
    } else if (event instanceof Removed removed) {
      Search.in(registry)
          .name(name -> name.startsWith("sallyport.relay."))
          .tag("target", removed.target())
          .gauges()
          .forEach(registry::remove);
    } else if (event instanceof Arrived arrived) {
      String outcome = arrived.outcome().name().toLowerCase(Locale.ROOT);
      count(
          "sallyport.relay.queued",
          "Deliveries for a target: queued, known already, or too many wait (full)",
          Tags.of("target", arrived.target(), "outcome", outcome));
    } else if (event instanceof Delivered delivered) {
      tried(delivered.target(), "delivered");
      delay(delivered.target()).record(delivered.after());
    } else if (event instanceof TryFailed failed) {
      tried(failed.target(), "failed");
    } else if (event instanceof Died died) {
      count(
          "sallyport.relay.died",
          "Deliveries that became dead letters",
          Tags.of("target", died.target()));
    } else if (event instanceof Unwanted) {
      count("sallyport.relay.unwanted", "Deliveries no target wanted", Tags.empty());
    }
  }

  private void tried(String target, String outcome) {
    count(
        "sallyport.relay.tries",
        "Tries to deliver to a target",
        Tags.of("target", target, "outcome", outcome));
  }

  private void count(String name, String description, Tags tags) {
    counters
        .computeIfAbsent(
            new Name(name, description, tags),
            meter ->
                Counter.builder(meter.name())
                    .description(meter.description())
                    .tags(meter.tags())
                    .register(registry))
        .increment();
  }

  private Timer delay(String target) {
    return delays.computeIfAbsent(
        target,
        one ->
            Timer.builder("sallyport.relay.delay")
                .description("From when a delivery was queued to when the target took it")
                .tag("target", one)
                .publishPercentileHistogram()
                .register(registry));
  }
}
