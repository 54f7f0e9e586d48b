package io.sallyport.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Ends connections that say nothing. A machine that is gone does not close its connections: the
 * client would wait on them until TCP gives up, for a quarter of an hour, with connections to every
 * other node of the cluster in its hands, or with the question who is master now (ADR 0013).
 */
@Singleton
final class SilentConnections implements RedisOptionsCustomizer {

  /** Far longer than any call of ours takes. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Override
  public void customize(String clientName, RedisOptions options) {
    NetClientOptions net = options.getNetClientOptions();
    if (options.getType() != RedisClientType.STANDALONE && net.getReadIdleTimeout() == 0) {
      net.setReadIdleTimeout((int) SILENCE.toSeconds());
    }
  }
}
