package io.sallyport.redis.store;

import io.sallyport.audit.Act;
import io.sallyport.audit.ActStore;
import io.sallyport.audit.Kept;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest acts of operators, on one stream. */
public final class RedisActs implements ActStore {

  private static final int REMEMBERED = 10_000;

  private final Redis redis;
  private final TimeLimit limit;

  /**
   * The acts.
   *
   * @param timeout after which a call fails
   */
  public RedisActs(Redis redis, Duration timeout) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Void> keep(Act act) {
    String key = Keys.acts();
    return limit
        .of(
            redis.batch(
                List.of(
                    JsonStream.add(key, REMEMBERED, act.logLine()),
                    JsonStream.live(key, TimesToLive.ACTS))))
        .mapEmpty();
  }

  @Override
  public Uni<List<Kept>> recent(@Nullable String before, int most) {
    return limit.on(() -> JsonStream.page(redis, Keys.acts(), before, most));
  }
}
