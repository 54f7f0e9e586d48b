package io.sallyport.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Redis's time with an offset, which all replicas share, as last heard. */
final class Clock {

  private final Supplier<Duration> offset;

  /** Redis's time, without the offset, minus this machine's, ms, as of the last answer. */
  private volatile long ahead;

  Clock(Supplier<Duration> offset) {
    this.offset = offset;
  }

  void heard(long nowMillis) {
    ahead = nowMillis - offset.get().toMillis() - System.currentTimeMillis();
  }

  Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis() + ahead).plus(offset.get());
  }

  /** What scripts add to their TIME, ms. */
  String offset() {
    return Long.toString(offset.get().toMillis());
  }
}
