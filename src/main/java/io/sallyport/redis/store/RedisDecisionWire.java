package io.sallyport.redis.store;

import io.sallyport.audit.DecisionWire;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.redis.core.Subscription;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Decisions on a channel of Redis: a message is who sends it, and one JSON object a line. */
public final class RedisDecisionWire implements DecisionWire {

  private final Redis redis;
  private final TimeLimit limit;
  private final String self = UUID.randomUUID().toString();

  /**
   * The wire.
   *
   * @param timeout after which asking fails
   */
  public RedisDecisionWire(Redis redis, Duration timeout) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
  }

  /** What is to be heard on which channel. */
  public Map<String, Consumer<String>> channels(LiveDecisions live) {
    return Map.of(
        Subscription.DECISIONS_ASKED,
        who -> {
          if (!who.equals(self)) {
            live.asked();
          }
        },
        Subscription.DECISIONS_TOLD,
        message -> {
          List<String> lines = message.lines().toList();
          if (!lines.isEmpty() && !lines.get(0).equals(self)) {
            live.heard(lines.subList(1, lines.size()));
          }
        });
  }

  @Override
  public Future<Void> ask() {
    return limit.of(publish(Subscription.DECISIONS_ASKED, self)).mapEmpty();
  }

  @Override
  public void tell(List<String> decisions) {
    var unused = publish(Subscription.DECISIONS_TOLD, self + "\n" + String.join("\n", decisions));
  }

  private Future<Response> publish(String channel, String message) {
    return redis.send(Request.cmd(Command.PUBLISH).arg(channel).arg(message));
  }
}
