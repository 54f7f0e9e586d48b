package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.directory.TokenState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When every WABA's token ends. */
@Singleton
public final class TokenMeters {

  private final MeterRegistry registry;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

  public TokenMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Of the other WABAs there is nothing to tell any more. */
  public void retain(Set<String> wabaIds) {
    gauges.keySet().stream().filter(id -> !wabaIds.contains(id)).forEach(this::remove);
  }

  private void remove(String wabaId) {
    ends.remove(wabaId);
    Gauge gauge = gauges.remove(wabaId);
    if (gauge != null) {
      registry.remove(gauge);
    }
  }

  /** What Meta says of a WABA's token. Of one that does not expire there is no meter. */
  public void update(String wabaId, TokenState state, Supplier<Instant> clock) {
    @Nullable Instant end = state.expiresAt();
    if (end == null) {
      remove(wabaId);
    } else if (ends.put(wabaId, end) == null) {
      gauges.put(
          wabaId,
          Gauge.builder(
                  "sallyport.token.expires", ends, all -> seconds(all.get(wabaId), clock.get()))
              .description("How long the WABA's access token is good for")
              .baseUnit("seconds")
              .tag("waba", wabaId)
              .register(registry));
    }
  }

  private static double seconds(@Nullable Instant end, Instant now) {
    return end == null ? Double.NaN : Duration.between(now, end).toSeconds();
  }
}
