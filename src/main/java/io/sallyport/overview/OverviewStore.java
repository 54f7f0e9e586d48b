package io.sallyport.overview;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where replicas tell what they have counted, and what is open. All fail when it is silent. */
public interface OverviewStore {

  /** How long what a replica reported is believed. */
  Duration BELIEVED = Duration.ofSeconds(15);

  /** Longest time back for which every minute is told apart. */
  Duration BY_MINUTE = Duration.ofHours(3);

  /** Longest time back. */
  Duration LONGEST = Duration.ofDays(7);

  /** Minutes counted together where they are not told apart. */
  int STEP_MINUTES = 10;

  /**
   * How the store does.
   *
   * @param memoryBytes what it uses; null when it does not say
   */
  record Health(Duration latency, @Nullable Long memoryBytes) {}

  /** Adds to the counts of the minute this is in. */
  Future<Void> add(Instant at, Map<Counted, Long> more);

  /**
   * The counts since a time: of every minute, or of {@link #STEP_MINUTES} each; in no order.
   *
   * @param now up to which
   */
  Future<List<Count>> counts(Instant from, Instant now, boolean byMinute);

  /** Tells which circuits are open at this replica; holds until it is told again. */
  Future<Void> report(Instant at, List<CircuitReport> open);

  /** Those of all replicas that have lately reported. */
  Future<List<CircuitReport>> circuits(Instant now);

  /** Asks how it does. */
  Future<Health> health();
}
