package io.sallyport.meters;

import static io.sallyport.meters.NumberGauges.Shown.count;
import static io.sallyport.meters.NumberGauges.Shown.seconds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.instead.DeferredQueue.Waiting;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Gauges of sends that wait. */
@Singleton
public final class DeferredMeters {

  private record Values(long sends, double oldestSeconds, long parked, long held) {}

  private final NumberGauges<Values> gauges;
  private final Counter expired;

  public DeferredMeters(MeterRegistry registry) {
    this.gauges =
        new NumberGauges<>(
            registry,
            List.of(
                count(
                    "sallyport.deferred.waiting", "Sends that wait for their turn", Values::sends),
                seconds(
                    "sallyport.deferred.waiting.oldest",
                    "How long the first of them has waited",
                    Values::oldestSeconds),
                count("sallyport.parked", "Sends that wait for their contact", Values::parked),
                count("sallyport.held", "Sends that wait for a person", Values::held)));
    this.expired =
        Counter.builder("sallyport.expired")
            .description("Parked and held sends that nobody let go in time")
            .register(registry);
  }

  /** One was told to have expired. */
  public void expired() {
    expired.increment();
  }

  public void update(String number, Waiting waiting, Instant now) {
    gauges.update(
        number,
        new Values(
            waiting.sends(),
            NumberGauges.seconds(waiting.since(), now),
            waiting.parked(),
            waiting.held()));
  }
}
