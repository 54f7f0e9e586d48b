package io.sallyport.redis.queue;

import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Ranges;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
      String phoneNumberId, DeferredSend send, String digest, Instant notBefore, double priority) {
    JsonArray headers = new JsonArray();
    send.headers().forEach(header -> headers.add(header.getKey()).add(header.getValue()));
    Call call =
        call(phoneNumberId, "add", send.id())
            .set("at", notBefore.toEpochMilli())
            .set("digest", digest)
            .set("priority", Double.toString(priority));
    add(call, "endpoint", send.endpoint().name());
    add(call, "target", send.target());
    add(call, "headers", headers.encode());
    add(call, "client", send.client());
    add(call, "key", send.key());
    add(call, "body", Bytes.text(send.body()));
    add(call, "queued", Long.toString(send.queuedAt().toEpochMilli()));
    add(call, "until", Long.toString(send.giveUpAt().toEpochMilli()));
    return run(call)
        .map(
            answer ->
                switch (answer.toString()) {
                  case "added" -> Added.ADDED;
                  case "known" -> Added.KNOWN;
                  default -> Added.ANOTHER;
                });
  }

  /** A field that the send's record has from now on. */
  private static void add(Call call, String field, String value) {
    call.each().set("field", field).set("value", value);
  }

  @Override
  public Future<Claim> claim(String phoneNumberId) {
    return run(call(phoneNumberId, "claim"))
        .compose(
            answer -> {
              String id = answer.get(0).toString();
              Instant at = millis(answer.get(1));
              return id.isEmpty()
                  ? Future.succeededFuture(new Claim.None(at))
                  : record(phoneNumberId, id).map(fields -> claim(send(id, fields), at));
            });
  }

  /** One whose record is lost stands in nobody's way. */
  private static Claim claim(@Nullable DeferredSend send, @Nullable Instant now) {
    return send == null ? new Claim.None(now) : new Claim.Taken(send);
  }

  private static @Nullable Instant millis(Response at) {
    return at.toLong() == 0 ? null : Instant.ofEpochMilli(at.toLong());
  }

  private Future<Map<String, String>> record(String phoneNumberId, String id) {
    Request all = Request.cmd(Command.HGETALL).arg(Keys.deferred(phoneNumberId, id));
    return limit.of(redis.send(all)).map(RedisDeferredQueue::fields);
  }

  private static Map<String, String> fields(Response answer) {
    Map<String, String> fields = new HashMap<>();
    for (String field : answer.getKeys()) {
      fields.put(field, answer.get(field).toString(StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static @Nullable DeferredSend send(String id, Map<String, String> fields) {
    String body = fields.get("body");
    if (body == null) {
      return null;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    JsonArray pairs = new JsonArray(field(fields, "headers"));
    for (int i = 0; i < pairs.size(); i += 2) {
      headers.add(Map.entry(pairs.getString(i), pairs.getString(i + 1)));
    }
    return new DeferredSend(
        id,
        Endpoint.valueOf(field(fields, "endpoint")),
        field(fields, "target"),
        headers,
        field(fields, "client"),
        field(fields, "key"),
        Bytes.of(body),
        time(fields, "queued"),
        time(fields, "until"),
        Integer.parseInt(field(fields, "tries")));
  }

  @Override
  public Future<Void> putBack(String phoneNumberId, String id, Instant notBefore) {
    return run(call(phoneNumberId, "put_back", id).set("at", notBefore.toEpochMilli())).mapEmpty();
  }

  @Override
  public Future<Void> end(
      String phoneNumberId,
      String id,
      State state,
      @Nullable String reason,
      @Nullable Integer status,
      @Nullable String answer) {
    Call call = call(phoneNumberId, "end", id);
    add(call, "state", state.name());
    if (reason != null) {
      add(call, "reason", reason);
    }
    if (status != null) {
      add(call, "status", status.toString());
    }
    if (answer != null) {
      add(call, "answer", answer);
    }
    return run(call).mapEmpty();
  }

  @Override
  public Future<Boolean> cancel(String phoneNumberId, String id) {
    Call call = call(phoneNumberId, "cancel", id);
    add(call, "state", State.CANCELLED.name());
    return run(call).map(ended -> ended.toInteger() == 1);
  }

  @Override
  public Future<@Nullable DeferredState> find(String phoneNumberId, String id) {
    Request claimed = Request.cmd(Command.ZSCORE).arg(Keys.deferredClaimed(phoneNumberId)).arg(id);
    return record(phoneNumberId, id)
        .compose(
            fields ->
                fields.isEmpty()
                    ? Future.succeededFuture()
                    : limit.of(redis.send(claimed)).map(lease -> state(id, fields, lease != null)));
  }

  @Override
  public Future<Waiting> waiting(String phoneNumberId) {
    String all = Keys.deferredAll(phoneNumberId);
    List<Request> requests =
        List.of(
            Request.cmd(Command.ZCARD).arg(all),
            Request.cmd(Command.ZRANGE).arg(all).arg(0).arg(0).arg("WITHSCORES"));
    return limit
        .of(redis.batch(requests))
        .map(answers -> new Waiting(answers.get(0).toLong(), first(answers.get(1))));
  }

  private static @Nullable Instant first(Response range) {
    Long at = Ranges.firstScore(range);
    return at == null ? null : Instant.ofEpochMilli(at);
  }

  private static DeferredState state(String id, Map<String, String> fields, boolean claimed) {
    State state = State.valueOf(field(fields, "state"));
    String status = fields.get("status");
    return new DeferredState(
        id,
        state == State.QUEUED && claimed ? State.SENDING : state,
        time(fields, "queued"),
        state == State.QUEUED ? time(fields, "at") : null,
        fields.get("reason"),
        status == null ? null : Integer.valueOf(status),
        fields.get("answer"));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("a deferred send has no " + name);
    }
    return value;
  }

  private static Instant time(Map<String, String> fields, String name) {
    return Instant.ofEpochMilli(Long.parseLong(field(fields, name)));
  }

  private Call call(String number, String what, String id) {
    return call(number, what).key("record", Keys.deferred(number, id)).set("send", id);
  }

  private Call call(String number, String what) {
    return Script.DEFERRED
        .call()
        .key("waiting", Keys.deferredWaiting(number))
        .key("ready", Keys.deferredReady(number))
        .key("claimed", Keys.deferredClaimed(number))
        .key("priorities", Keys.deferredPriorities(number))
        .key("all", Keys.deferredAll(number))
        .set("clock_offset", clock.offset())
        .set("what", what);
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
