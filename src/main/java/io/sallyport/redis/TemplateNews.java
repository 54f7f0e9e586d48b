package io.sallyport.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hears from the other replicas which WABA's templates changed. A lost connection is made anew, and
 * whatever was missed meanwhile is asked for.
 */
public final class TemplateNews {

  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Redis redis;
  private final Consumer<String> changed;
  private final Runnable reconnected;

  /**
   * @param changed told the WABA id
   * @param reconnected told after every connect, also the first
   */
  public TemplateNews(Vertx vertx, Redis redis, Consumer<String> changed, Runnable reconnected) {
    this.vertx = vertx;
    this.redis = redis;
    this.changed = changed;
    this.reconnected = reconnected;
  }

  /** Listens from now on, for as long as the application runs. */
  public void listen() {
    redis.connect().onSuccess(this::subscribe).onFailure(failure -> listenLater());
  }

  private void subscribe(RedisConnection connection) {
    connection.handler(this::hear);
    connection.endHandler(end -> listenLater());
    connection.exceptionHandler(failure -> {});
    connection
        .send(Request.cmd(Command.SUBSCRIBE).arg(Keys.TEMPLATES_CHANGED))
        .onSuccess(subscribed -> reconnected.run())
        .onFailure(failure -> connection.close());
  }

  /** A pushed message is {@code [message, channel, payload]}. */
  private void hear(Response pushed) {
    boolean isList = pushed.type() == ResponseType.MULTI || pushed.type() == ResponseType.PUSH;
    if (isList && pushed.size() == 3 && pushed.get(0).toString().equals("message")) {
      changed.accept(pushed.get(2).toString());
    }
  }

  private void listenLater() {
    vertx.setTimer(RECONNECT_AFTER.toMillis(), timer -> listen());
  }
}
