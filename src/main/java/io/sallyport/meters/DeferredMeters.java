package io.sallyport.meters;

import static io.sallyport.meters.NumberGauges.Shown.count;
import static io.sallyport.meters.NumberGauges.Shown.seconds;

import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.instead.DeferredQueue.Waiting;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Gauges of deferred sends. */
@Singleton
public final class DeferredMeters {

  private record Values(long sends, double oldestSeconds) {}

  private final NumberGauges<Values> gauges;

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
                    Values::oldestSeconds)));
  }

  public void update(String number, Waiting waiting, Instant now) {
    gauges.update(number, new Values(waiting.sends(), NumberGauges.seconds(waiting.since(), now)));
  }
}
