package io.sallyport.redis.queue;

import io.sallyport.instead.DeferredQueue.Added;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.HeldSends;
import io.sallyport.instead.SendEnd;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Reason;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Held sends on Redis: a hash for each, a list for each number; see aside.lua. */
public final class RedisHeldSends implements HeldSends {

  private static final int MOST = 1_000;

  /** Sends whose end is told in one go. */
  private static final int ENDS = 100;

  /** Of those that wait for their turn the first. */
  private static final String FIRST = "-1";

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * The sends.
   *
   * @param timeout after which a call fails
   */
  public RedisHeldSends(Scripts scripts, Clock clock, Duration timeout) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Added> hold(String phoneNumberId, DeferredSend send, HeldFor held) {
    Call call =
        call(phoneNumberId, Aside.HELD, "add", send.id())
            .set("at", held.until().toEpochMilli())
            .set("digest", send.digest());
    SendRecord.put(call, send);
    SendRecord.putHeld(call, held);
    return run(call).map(answer -> SendRecord.added(answer.toString()));
  }

  @Override
  public Future<List<HeldSend>> list(String phoneNumberId) {
    Request ids =
        Request.cmd(Command.LRANGE).arg(QueueKeys.held(phoneNumberId)).arg(0).arg(MOST - 1);
    return limit
        .of(redis.send(ids))
        .compose(
            held -> {
              List<Future<@Nullable HeldSend>> all =
                  Aside.words(held).stream()
                      .map(
                          id ->
                              SendRecord.read(redis, limit, phoneNumberId, id)
                                  .map(fields -> send(id, fields)))
                      .toList();
              return Future.all(all)
                  .map(done -> all.stream().map(Future::result).filter(Objects::nonNull).toList());
            });
  }

  /** Null when it went this moment. */
  private static @Nullable HeldSend send(String id, Map<String, String> fields) {
    String body = fields.get("body");
    return body == null
        ? null
        : new HeldSend(
            id,
            SendRecord.field(fields, "client"),
            SendRecord.field(fields, "contact"),
            SendRecord.held(fields),
            Bytes.of(body));
  }

  @Override
  public Future<Boolean> release(String phoneNumberId, String id) {
    Call call =
        call(phoneNumberId, Aside.HELD, "release", id)
            .key("waiting", QueueKeys.deferredWaiting(phoneNumberId))
            .key("all", QueueKeys.deferredAll(phoneNumberId))
            .key("priorities", QueueKeys.deferredPriorities(phoneNumberId))
            .set("priority", FIRST);
    SendRecord.put(call, "state", State.QUEUED.name());
    return did(call);
  }

  @Override
  public Future<Boolean> refuse(String phoneNumberId, String id, @Nullable String because) {
    Call call = call(phoneNumberId, Aside.HELD, "take", id);
    SendRecord.putEnd(call, SendEnd.refused(Reason.HELD, because));
    return did(call);
  }

  @Override
  public Future<Boolean> cancel(String phoneNumberId, String id) {
    return list(phoneNumberId, id)
        .compose(
            list -> {
              Call call = call(phoneNumberId, list, "take", id);
              SendRecord.put(call, "state", State.CANCELLED.name());
              return did(call);
            });
  }

  /** The list that it is in: a contact's, or, empty, the held ones. */
  private Future<String> list(String number, String id) {
    Request list = Request.cmd(Command.HGET).arg(QueueKeys.deferred(number, id)).arg("list");
    return limit.of(redis.send(list)).map(name -> name == null ? Aside.HELD : name.toString());
  }

  @Override
  public Future<List<String>> ended(String phoneNumberId) {
    Request due = Aside.due(clock, QueueKeys.asideEnds(phoneNumberId), ENDS);
    return limit.of(redis.send(due)).map(Aside::words);
  }

  @Override
  public Future<@Nullable Expired> expire(String phoneNumberId, String id) {
    return SendRecord.read(redis, limit, phoneNumberId, id)
        .compose(
            fields -> {
              if (!fields.containsKey("contact")) {
                return told(phoneNumberId, id).mapEmpty();
              }
              Call call =
                  call(phoneNumberId, fields.getOrDefault("list", Aside.HELD), "expire", id);
              SendRecord.put(call, "state", State.EXPIRED.name());
              return did(call).map(ended -> ended ? expired(id, fields) : null);
            });
  }

  private static Expired expired(String id, Map<String, String> fields) {
    return new Expired(
        id,
        fields.getOrDefault("client", ""),
        SendRecord.field(fields, "contact"),
        fields.get("callback"),
        SendRecord.time(fields, fields.containsKey("held") ? "held" : "queued"),
        SendRecord.time(fields, "until"));
  }

  @Override
  public Future<Void> told(String phoneNumberId, String id) {
    return run(call(phoneNumberId, Aside.HELD, "told", id)).mapEmpty();
  }

  @Override
  public Future<Void> hasten(String phoneNumberId) {
    Request later =
        Request.cmd(Command.ZRANGE)
            .arg(QueueKeys.asideEnds(phoneNumberId))
            .arg("(" + clock.now().toEpochMilli())
            .arg("+inf")
            .arg("BYSCORE")
            .arg("LIMIT")
            .arg(0)
            .arg(ENDS);
    return limit
        .of(redis.send(later))
        .compose(
            ids ->
                Future.all(
                    Aside.words(ids).stream()
                        .map(id -> run(call(phoneNumberId, Aside.HELD, "hasten", id)))
                        .toList()))
        .mapEmpty();
  }

  private Call call(String number, String list, String what, String id) {
    return Aside.call(clock, number, list, what, id);
  }

  private Future<Boolean> did(Call call) {
    return run(call).map(answer -> answer.toInteger() == 1);
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
