package io.sallyport.app;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.sallyport.redis.core.LoopRedis;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is reached, beyond what {@code quarkus.redis.*} says.
 *
 * <p>Connections that say nothing are ended. A machine that is gone does not close its connections:
 * the client would wait on them until TCP gives up, for a quarter of an hour, with connections to
 * every other node of the cluster in its hands, or with the question who is master now (ADR 0013).
 */
@Singleton
final class RedisSettings implements RedisOptionsCustomizer {

  /** Far longer than any call of ours takes. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private volatile @Nullable RedisOptions standalone;
  private volatile @Nullable RedisOptions whole;

  @Override
  public void customize(String clientName, RedisOptions options) {
    if (options.getType() == RedisClientType.STANDALONE) {
      // Their copy shares what it was copied from.
      NetClientOptions net = new NetClientOptions(options.getNetClientOptions());
      endSilent(net);
      standalone = new RedisOptions(options).setNetClientOptions(net);
    } else {
      endSilent(options.getNetClientOptions());
    }
    whole = new RedisOptions(options);
  }

  /** What {@code quarkus.redis.*} says; the client must have been made before. */
  RedisOptions options() {
    return Objects.requireNonNull(whole);
  }

  private static void endSilent(NetClientOptions net) {
    if (net.getReadIdleTimeout() == 0) {
      net.setReadIdleTimeout((int) SILENCE.toSeconds());
    }
  }

  /**
   * The way decisions take: a single server by {@link LoopRedis}.
   *
   * @param timeout after which a call fails; a connection that says nothing for twice as long is
   *     not used any more
   */
  Redis ofDecisions(Vertx vertx, Redis pool, Duration timeout) {
    RedisOptions options = standalone;
    return options == null ? pool : new LoopRedis(vertx, pool, options, timeout.multipliedBy(2));
  }
}
