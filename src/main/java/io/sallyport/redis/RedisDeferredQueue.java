package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.deferral.DeferredQueue;
import io.sallyport.deferral.DeferredSend;
import io.sallyport.deferral.DeferredState;
import io.sallyport.deferral.DeferredState.State;
import io.sallyport.policy.Endpoint;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waiting sends on Redis: their order in sorted sets, and a hash for each. The caller's headers,
 * and with them its token, are kept until the send ends: it has no other.
 */
public final class RedisDeferredQueue implements DeferredQueue {

  /** Longer than a send waits. */
  private static final Duration LIFE = Duration.ofDays(15);

  /** A send that did not end by then ended with its process; its key tells whether it was sent. */
  private static final Duration CLAIM = Duration.ofSeconds(60);

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * The queue.
   *
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a call fails
   */
  public RedisDeferredQueue(Redis redis, Supplier<Duration> clockOffset, Duration timeout) {
    this.redis = redis;
    this.scripts = new Scripts(redis);
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Added> add(
      String phoneNumberId, DeferredSend send, String digest, Instant notBefore, double priority) {
    JsonArray headers = new JsonArray();
    send.headers().forEach(header -> headers.add(header.getKey()).add(header.getValue()));
    return run(
            phoneNumberId,
            "add",
            send.id(),
            List.of(
                millis(notBefore),
                seconds(LIFE),
                digest,
                Double.toString(priority),
                "endpoint",
                send.endpoint().name(),
                "target",
                send.target(),
                "headers",
                headers.encode(),
                "client",
                send.client(),
                "key",
                send.key(),
                "body",
                Bytes.text(send.body()),
                "queued",
                millis(send.queuedAt()),
                "until",
                millis(send.giveUpAt())))
        .map(
            answer ->
                switch (answer.toInteger()) {
                  case 1 -> Added.ADDED;
                  case 0 -> Added.KNOWN;
                  default -> Added.ANOTHER;
                });
  }

  @Override
  public Uni<Claim> claim(String phoneNumberId) {
    Call call =
        new Call(
            Script.DEFERRED,
            Keys.deferredQueue(phoneNumberId),
            List.of(clock.offset(), "claim", Long.toString(CLAIM.toMillis())));
    return limit
        .on(() -> scripts.run(call))
        .chain(
            answer -> {
              String id = answer.get(0).toString();
              Instant at = millis(answer.get(1));
              return id.isEmpty()
                  ? Uni.createFrom().item(new Claim.None(at))
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

  private Uni<Map<String, String>> record(String phoneNumberId, String id) {
    Request all = Request.cmd(Command.HGETALL).arg(Keys.deferred(phoneNumberId, id));
    return limit.on(() -> redis.send(all)).map(RedisDeferredQueue::fields);
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
  public Uni<Void> putBack(String phoneNumberId, String id, Instant notBefore) {
    return run(phoneNumberId, "back", id, List.of(millis(notBefore))).replaceWithVoid();
  }

  @Override
  public Uni<Void> end(
      String phoneNumberId,
      String id,
      State state,
      @Nullable String reason,
      @Nullable Integer status,
      @Nullable String answer) {
    List<String> arguments = new ArrayList<>();
    arguments.add("0");
    arguments.add(seconds(LIFE));
    arguments.addAll(List.of("state", state.name()));
    if (reason != null) {
      arguments.addAll(List.of("reason", reason));
    }
    if (status != null) {
      arguments.addAll(List.of("status", status.toString()));
    }
    if (answer != null) {
      arguments.addAll(List.of("answer", answer));
    }
    return run(phoneNumberId, "end", id, arguments).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> cancel(String phoneNumberId, String id) {
    List<String> arguments = List.of("0", seconds(LIFE), "state", State.CANCELLED.name());
    return run(phoneNumberId, "cancel", id, arguments).map(answer -> answer.toInteger() == 1);
  }

  @Override
  public Uni<@Nullable DeferredState> find(String phoneNumberId, String id) {
    Request claimed =
        Request.cmd(Command.ZSCORE).arg(Keys.deferredQueue(phoneNumberId).get(2)).arg(id);
    return record(phoneNumberId, id)
        .chain(
            fields ->
                fields.isEmpty()
                    ? Uni.createFrom().nullItem()
                    : limit
                        .on(() -> redis.send(claimed))
                        .map(lease -> state(id, fields, lease != null)));
  }

  @Override
  public Uni<Waiting> waiting(String phoneNumberId) {
    String all = Keys.deferredQueue(phoneNumberId).get(4);
    List<Request> requests =
        List.of(
            Request.cmd(Command.ZCARD).arg(all),
            Request.cmd(Command.ZRANGE).arg(all).arg(0).arg(0).arg("WITHSCORES"));
    return limit
        .on(() -> redis.batch(requests))
        .map(answers -> new Waiting(answers.get(0).toLong(), first(answers.get(1))));
  }

  /** RESP 3 nests name and score, RESP 2 does not. */
  private static @Nullable Instant first(Response range) {
    if (range.size() == 0) {
      return null;
    }
    Response score = range.size() == 2 ? range.get(1) : range.get(0).get(1);
    return Instant.ofEpochMilli(Math.round(Double.parseDouble(score.toString())));
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

  private static String millis(Instant at) {
    return Long.toString(at.toEpochMilli());
  }

  private Uni<Response> run(String number, String what, String id, List<String> more) {
    List<String> keys = new ArrayList<>(Keys.deferredQueue(number));
    keys.add(Keys.deferred(number, id));
    List<String> arguments = new ArrayList<>(more.size() + 3);
    arguments.addAll(List.of(clock.offset(), what, id));
    arguments.addAll(more);
    Call call = new Call(Script.DEFERRED, keys, arguments);
    return limit.on(() -> scripts.run(call));
  }
}
