package io.sallyport.redis.core;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hears what replicas tell each other on channels, all by one connection. A lost one is made anew;
 * what was told meanwhile is not heard.
 */
public final class Subscription {

  /** Where replicas tell each other which WABA's templates changed; the message is the WABA id. */
  public static final String TEMPLATES_CHANGED = "sp:templates-changed";

  /** Where a replica asks the others to tell their decisions; the message is who asks. */
  public static final String DECISIONS_ASKED = "sp:decisions-asked";

  /** Where replicas tell their decisions, see RedisDecisionWire. */
  public static final String DECISIONS_TOLD = "sp:decisions-told";

  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Redis redis;
  private final Map<String, Consumer<String>> byChannel;
  private final Runnable subscribed;

  /**
   * A subscription.
   *
   * @param byChannel who is told the messages of each
   * @param subscribed told after every subscription, also the first
   */
  public Subscription(
      Vertx vertx, Redis redis, Map<String, Consumer<String>> byChannel, Runnable subscribed) {
    this.vertx = vertx;
    this.redis = redis;
    this.byChannel = Map.copyOf(byChannel);
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
    Request subscribe = Request.cmd(Command.SUBSCRIBE);
    byChannel.keySet().forEach(subscribe::arg);
    connection.send(subscribe).onFailure(failure -> end.run());
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
   * Redis sends {@code [subscribe, channel, count]} once a channel, then {@code [message, channel,
   * payload]}.
   */
  private void hear(Response pushed, AtomicBoolean confirmed) {
    boolean isList = pushed.type() == ResponseType.MULTI || pushed.type() == ResponseType.PUSH;
    if (!isList || pushed.size() != 3) {
      return;
    }
    if (pushed.get(0).toString().equals("message")) {
      Consumer<String> told = byChannel.get(pushed.get(1).toString());
      if (told != null) {
        told.accept(pushed.get(2).toString());
      }
    } else if (confirmed.compareAndSet(false, true)) {
      subscribed.run();
    }
  }

  private void listenLater() {
    vertx.setTimer(RECONNECT_AFTER.toMillis(), timer -> listen());
  }
}
