package io.sallyport.redis.queue;

import static io.sallyport.redis.core.TimesToLive.seconds;

import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.sallyport.relay.Claim;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Pause;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Tries;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The targets' letters on Redis: a stream for each target, which holds what is not delivered, and
 * one for its dead letters. Who has read an entry is kept by a consumer group, one consumer for
 * each replica, and who may send by a lease.
 */
public final class RedisRelay implements RelayStore {

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;
  private final int maxQueued;
  private final Duration claimAfter;
  private final String queueLife;
  private final String replica = UUID.randomUUID().toString();

  /**
   * The letters, for one replica.
   *
   * @param timeout after which a call fails
   * @param maxQueued letters of a target that may wait, and that may be dead
   * @param maxAge how long a letter is tried
   * @param claimAfter how long a lease lasts
   */
  public RedisRelay(
      Scripts scripts,
      Clock clock,
      Duration timeout,
      int maxQueued,
      Duration maxAge,
      Duration claimAfter) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
    this.maxQueued = maxQueued;
    this.claimAfter = claimAfter;
    this.queueLife = seconds(maxAge.plus(TimesToLive.RELAY));
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public Uni<Queued> queue(String target, Letter letter, OrderKeys order) {
    Call call =
        Script.RELAY_QUEUE
            .call()
            .key("queue", QueueKeys.relayQueue(target))
            .key("known", QueueKeys.relayKnown(target))
            .set("clock_offset", clock.offset())
            .set("id", letter.id())
            .set("most", maxQueued)
            .set("queue_life", queueLife);
    add(call, "order", order.text());
    add(call, "body", Bytes.text(letter.body()));
    add(call, "signature", letter.signature());
    add(call, "type", letter.contentType());
    add(call, "trace", letter.traceparent());
    return run(call)
        .map(
            answer ->
                switch (answer.toString()) {
                  case "queued" -> Queued.QUEUED;
                  case "known" -> Queued.KNOWN;
                  default -> Queued.FULL;
                });
  }

  private static void add(Call queue, String field, @Nullable String value) {
    if (value != null) {
      queue.each().set("field", field).set("value", value);
    }
  }

  @Override
  public Uni<Claim> take(String target, String cursor) {
    Call call =
        sending(Script.RELAY_TAKE, target)
            .set("clock_offset", clock.offset())
            .set("replica", replica)
            .set("lease_ms", claimAfter.toMillis())
            .set("from", cursor)
            .set("queue_life", queueLife);
    return run(call)
        .map(
            answer -> {
              RelayReply reply = RelayReply.of(answer);
              clock.heard(reply.now().toEpochMilli());
              return reply.claim();
            });
  }

  @Override
  public Uni<Void> giveBack(String target) {
    return run(Script.RELAY_GIVE_BACK
            .call()
            .key("lease", QueueKeys.relayLease(target))
            .set("replica", replica))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> drop(String target) {
    Request keys =
        Request.cmd(Command.DEL)
            .arg(QueueKeys.relayQueue(target))
            .arg(QueueKeys.relayKnown(target))
            .arg(QueueKeys.relayTries(target))
            .arg(QueueKeys.relayState(target))
            .arg(QueueKeys.relayDead(target));
    return limit.on(() -> redis.send(keys)).replaceWithVoid();
  }

  @Override
  public Uni<@Nullable Letter> letter(String target, String place) {
    Request range =
        Request.cmd(Command.XRANGE).arg(QueueKeys.relayQueue(target)).arg(place).arg(place);
    return limit.on(() -> redis.send(range)).map(RelayReply::letter);
  }

  @Override
  public Uni<Void> delivered(String target, String place) {
    return run(sending(Script.RELAY_DONE, target).set("what", "delivered").set("place", place))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> failed(String target, String place, Tries tries, @Nullable Pause pause) {
    return end("failed", target, place, tries, pause).replaceWithVoid();
  }

  @Override
  public Uni<Buried> bury(String target, String place, Tries tries, @Nullable Pause pause) {
    return end("dead", target, place, tries, pause)
        .map(
            answer ->
                switch (answer.toString()) {
                  case "done" -> Buried.BURIED;
                  case "not_ours" -> Buried.NOT_OURS;
                  default -> Buried.FULL;
                });
  }

  private Uni<Response> end(
      String what, String target, String place, Tries tries, @Nullable Pause pause) {
    Call call =
        sending(Script.RELAY_DONE, target)
            .set("what", what)
            .set("place", place)
            .set("replica", replica)
            .set("tried", RelayReply.text(tries))
            .set("most_dead", maxQueued)
            .set("queue_life", queueLife);
    if (pause != null) {
      call.set("paused", pause.since().toEpochMilli()).set("why", pause.why());
    }
    return run(call);
  }

  @Override
  public Uni<List<DeadLetter>> deadLetters(String target, String after, int limit) {
    return run(Script.RELAY_DEAD
            .call()
            .key("dead", QueueKeys.relayDead(target))
            .set("after", after)
            .set("most", limit))
        .map(
            answer ->
                StreamSupport.stream(answer.spliterator(), false)
                    .map(RelayReply::deadLetter)
                    .toList());
  }

  @Override
  public Uni<Integer> replay(String target, List<String> places) {
    Call call =
        Script.RELAY_REPLAY
            .call()
            .key("dead", QueueKeys.relayDead(target))
            .key("queue", QueueKeys.relayQueue(target))
            .key("state", QueueKeys.relayState(target))
            .set("clock_offset", clock.offset())
            .set("most", maxQueued)
            .set("queue_life", queueLife);
    places.forEach(place -> call.each().set("place", place));
    return run(call).map(Response::toInteger);
  }

  @Override
  public Uni<Void> wake(String target) {
    return run(awake("wake", target, "")).replaceWithVoid();
  }

  @Override
  public Uni<Map<String, Long>> awake() {
    return run(awake("list", "", "")).map(RelayReply::awake);
  }

  @Override
  public Uni<Void> rest(String target, long noted) {
    return run(awake("rest", target, Long.toString(noted))).replaceWithVoid();
  }

  private Call awake(String what, String target, String noted) {
    return Script.RELAY_AWAKE
        .call()
        .key("awake", QueueKeys.relayAwake())
        .set("clock_offset", clock.offset())
        .set("what", what)
        .set("target", target)
        .set("noted", noted)
        .set("life", queueLife);
  }

  /** A call of a script that works on what waits for a target. */
  private static Call sending(Script script, String target) {
    return script
        .call()
        .key("lease", QueueKeys.relayLease(target))
        .key("queue", QueueKeys.relayQueue(target))
        .key("tries", QueueKeys.relayTries(target))
        .key("state", QueueKeys.relayState(target))
        .key("dead", QueueKeys.relayDead(target));
  }

  private Uni<Response> run(Call call) {
    return limit.on(() -> scripts.run(call));
  }
}
