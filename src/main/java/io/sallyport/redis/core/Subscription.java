package io.sallyport.redis.store;

import io.sallyport.redis.core.Keys;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hears from the other replicas which WABA's templates changed. A lost connection is made anew, and
 * whatever was missed meanwhile is asked for.
 */
public final class TemplateNews {

  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Redis redis;
  private final Consumer<String> changed;
  private final Runnable subscribed;

  /**
   * @param changed told the WABA id
   * @param subscribed told after every subscription, also the first
   */
  public TemplateNews(Vertx vertx, Redis redis, Consumer<String> changed, Runnable subscribed) {
    this.vertx = vertx;
    this.redis = redis;
    this.changed = changed;
    this.subscribed = subscribed;
  }

  /** Listens from now on, for as long as the application runs. */
  public void listen() {
    redis.connect().onSuccess(this::subscribe).onFailure(failure -> listenLater());
  }

  private void subscribe(RedisConnection connection) {
    AtomicBoolean confirmed = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    // A cluster's is a connection to every node: what ends one of them ends the subscription, once.
    Runnable end =
        () -> {
          if (over.compareAndSet(false, true)) {
            connection.close();
            listenLater();
          }
        };
    connection.handler(pushed -> hear(pushed, confirmed));
    connection.endHandler(ended -> end.run());
    connection.exceptionHandler(failure -> {});
    connection
        .send(Request.cmd(Command.SUBSCRIBE).arg(Keys.TEMPLATES_CHANGED))
        .onFailure(failure -> end.run());
    // Redis confirms in a message of its own; without it (a denied channel) this is no
    // subscription.
    vertx.setTimer(
        CONFIRMED_WITHIN.toMillis(),
        timer -> {
          if (!confirmed.get()) {
            end.run();
          }
        });
  }

  /**
   * Redis sends {@code [subscribe, channel, count]} once, then {@code [message, channel, payload]}.
   */
  private void hear(Response pushed, AtomicBoolean confirmed) {
    boolean isList = pushed.type() == ResponseType.MULTI || pushed.type() == ResponseType.PUSH;
    if (!isList || pushed.size() != 3) {
      return;
    }
    if (pushed.get(0).toString().equals("message")) {
      changed.accept(pushed.get(2).toString());
    } else if (confirmed.compareAndSet(false, true)) {
      subscribed.run();
    }
  }

  private void listenLater() {
    vertx.setTimer(RECONNECT_AFTER.toMillis(), timer -> listen());
  }
}
