package io.sallyport.redis.core;

import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Redis's time with an offset, which all replicas share, as last heard. */
public final class Clock {

  private final Supplier<Duration> offset;

  /** Redis's time, without the offset, minus this machine's, ms, as of the last answer. */
  private volatile long ahead;

  public Clock(Supplier<Duration> offset) {
    this.offset = offset;
  }

  public void heard(long nowMillis) {
    ahead = nowMillis - offset.get().toMillis() - System.currentTimeMillis();
  }

  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis() + ahead).plus(offset.get());
  }

  /** The time of an answer to {@code TIME}. */
  public Instant at(Response time) {
    Instant ofRedis = Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * 1_000);
    return ofRedis.plus(offset.get());
  }

  /** What scripts add to their TIME, ms. */
  public String offset() {
    return Long.toString(offset.get().toMillis());
  }
}
