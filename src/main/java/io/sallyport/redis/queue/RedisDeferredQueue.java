package io.sallyport.redis.queue;

import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.SendEnd;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Ranges;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waiting sends on Redis: their order in sorted sets, and a hash for each. The caller's headers,
 * and with them its token, are kept until the send ends: it has no other.
 */
public final class RedisDeferredQueue implements DeferredQueue {

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * The queue.
   *
   * @param timeout after which a call fails
   */
  public RedisDeferredQueue(Scripts scripts, Clock clock, Duration timeout) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Added> add(
      String phoneNumberId, DeferredSend send, Instant notBefore, double priority) {
    Call call =
        call(phoneNumberId, "add", send.id())
            .set("at", notBefore.toEpochMilli())
            .set("digest", send.digest())
            .set("priority", Double.toString(priority));
    SendRecord.put(call, send);
    return run(call).map(answer -> SendRecord.added(answer.toString()));
  }

  @Override
  public Future<Claim> claim(String phoneNumberId) {
    return claim(phoneNumberId, call(phoneNumberId, "claim"));
  }

  @Override
  public Future<Claim> claimAny(String phoneNumberId) {
    return claim(phoneNumberId, call(phoneNumberId, "claim").set("at", "+inf"));
  }

  private Future<Claim> claim(String phoneNumberId, Call call) {
    return run(call)
        .compose(
            answer -> {
              String id = answer.get(0).toString();
              Instant at = millis(answer.get(1));
              return id.isEmpty()
                  ? Future.succeededFuture(new Claim.None(at, answer.get(2).toInteger() == 1))
                  : record(phoneNumberId, id).map(fields -> claim(SendRecord.send(id, fields), at));
            });
  }

  /** A send whose record is lost is passed over. */
  private static Claim claim(@Nullable DeferredSend send, @Nullable Instant now) {
    return send == null ? new Claim.None(now, false) : new Claim.Taken(send);
  }

  private static @Nullable Instant millis(Response at) {
    return at.toLong() == 0 ? null : Instant.ofEpochMilli(at.toLong());
  }

  private Future<Map<String, String>> record(String phoneNumberId, String id) {
    return SendRecord.read(redis, limit, phoneNumberId, id);
  }

  @Override
  public Future<Void> putBack(String phoneNumberId, String id, Instant notBefore) {
    return run(call(phoneNumberId, "put_back", id).set("at", notBefore.toEpochMilli())).mapEmpty();
  }

  @Override
  public Future<Void> keep(String phoneNumberId, String id, Instant until) {
    return run(call(phoneNumberId, "keep", id).set("at", until.toEpochMilli())).mapEmpty();
  }

  @Override
  public Future<Void> end(String phoneNumberId, String id, SendEnd end) {
    Call call = call(phoneNumberId, "end", id);
    SendRecord.putEnd(call, end);
    return run(call).mapEmpty();
  }

  @Override
  public Future<Void> hold(String phoneNumberId, DeferredSend send, HeldFor held) {
    Call call =
        call(phoneNumberId, "hold", send.id())
            .key("held", QueueKeys.held(phoneNumberId))
            .set("at", held.until().toEpochMilli());
    SendRecord.putHeld(call, held);
    return run(call).mapEmpty();
  }

  @Override
  public Future<Boolean> cancel(String phoneNumberId, String id) {
    Call call = call(phoneNumberId, "cancel", id);
    SendRecord.put(call, "state", State.CANCELLED.name());
    return run(call).map(ended -> ended.toInteger() == 1);
  }

  @Override
  public Future<@Nullable DeferredState> find(String phoneNumberId, String id) {
    Request claimed =
        Request.cmd(Command.ZSCORE).arg(QueueKeys.deferredClaimed(phoneNumberId)).arg(id);
    return record(phoneNumberId, id)
        .compose(
            fields ->
                fields.isEmpty()
                    ? Future.succeededFuture()
                    : limit
                        .of(redis.send(claimed))
                        .map(lease -> SendRecord.state(id, fields, lease != null)));
  }

  @Override
  public Future<Waiting> waiting(String phoneNumberId) {
    String all = QueueKeys.deferredAll(phoneNumberId);
    List<Request> requests =
        List.of(
            Request.cmd(Command.ZCARD).arg(all),
            Request.cmd(Command.ZRANGE).arg(all).arg(0).arg(0).arg("WITHSCORES"),
            Request.cmd(Command.ZCARD).arg(QueueKeys.asideEnds(phoneNumberId)),
            Request.cmd(Command.LLEN).arg(QueueKeys.held(phoneNumberId)));
    return limit
        .of(redis.batch(requests))
        .map(
            answers -> {
              long held = answers.get(3).toLong();
              return new Waiting(
                  answers.get(0).toLong(),
                  first(answers.get(1)),
                  Math.max(0, answers.get(2).toLong() - held),
                  held);
            });
  }

  private static @Nullable Instant first(Response range) {
    Long at = Ranges.firstScore(range);
    return at == null ? null : Instant.ofEpochMilli(at);
  }

  private Call call(String number, String what, String id) {
    return call(number, what).key("record", QueueKeys.deferred(number, id)).set("send", id);
  }

  private Call call(String number, String what) {
    return Script.DEFERRED
        .call()
        .key("waiting", QueueKeys.deferredWaiting(number))
        .key("ready", QueueKeys.deferredReady(number))
        .key("claimed", QueueKeys.deferredClaimed(number))
        .key("priorities", QueueKeys.deferredPriorities(number))
        .key("all", QueueKeys.deferredAll(number))
        .key("open", QueueKeys.parkedOpen(number))
        .key("ends", QueueKeys.asideEnds(number))
        .set("clock_offset", clock.offset())
        .set("what", what);
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
