package io.sallyport.redis.store;

import io.sallyport.overview.CircuitReport;
import io.sallyport.overview.Count;
import io.sallyport.overview.Counted;
import io.sallyport.overview.OverviewStore;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts in hashes of an hour, by the minute, and of a day, by ten minutes; fields {@code <minute
 * since 1970>:<letter>:<word>:<word>}. What replicas report is a hash, by replica.
 */
public final class RedisOverview implements OverviewStore {

  private static final String DECIDED = "d";
  private static final String CONTRADICTED = "c";
  private static final Pattern FIELD = Pattern.compile("(\\d+):([dc]):([^:]*):([^:]*)");
  private static final Pattern MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");

  private static final long HOUR = 60;
  private static final long DAY = 24 * HOUR;

  private final Redis redis;
  private final TimeLimit limit;
  private final String self = UUID.randomUUID().toString();

  /**
   * The overview.
   *
   * @param timeout after which a call fails
   */
  public RedisOverview(Redis redis, Duration timeout) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Void> add(Instant at, Map<Counted, Long> more) {
    if (more.isEmpty()) {
      return Future.succeededFuture();
    }
    long minute = minute(at);
    long step = minute - minute % STEP_MINUTES;
    List<Request> all = new ArrayList<>();
    String hour = Keys.countsOfHour(minute / HOUR);
    String day = Keys.countsOfDay(minute / DAY);
    more.forEach(
        (what, many) -> {
          all.add(increment(hour, minute + ":" + words(what), many));
          all.add(increment(day, step + ":" + words(what), many));
        });
    all.add(expire(hour, TimesToLive.COUNTS_BY_MINUTE));
    all.add(expire(day, TimesToLive.COUNTS));
    return limit.of(redis.batch(all)).mapEmpty();
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60);
  }

  private static String words(Counted what) {
    return what instanceof Counted.Decided decided
        ? DECIDED + ":" + decided.decision() + ":" + decided.reason()
        : what instanceof Counted.Contradicted contradicted
            ? CONTRADICTED + ":" + contradicted.kind() + ":" + contradicted.about()
            : "";
  }

  private static Request increment(String key, String field, long many) {
    return Request.cmd(Command.HINCRBY).arg(key).arg(field).arg(many);
  }

  private static Request expire(String key, Duration life) {
    return Request.cmd(Command.EXPIRE).arg(key).arg(TimesToLive.seconds(life));
  }

  @Override
  public Future<List<Count>> counts(Instant from, Instant now, boolean byMinute) {
    long length = byMinute ? HOUR : DAY;
    long first = byMinute ? minute(from) : minute(from) - minute(from) % STEP_MINUTES;
    List<Request> all =
        LongStream.rangeClosed(first / length, minute(now) / length)
            .mapToObj(each -> byMinute ? Keys.countsOfHour(each) : Keys.countsOfDay(each))
            .map(key -> Request.cmd(Command.HGETALL).arg(key))
            .toList();
    return limit.of(redis.batch(all)).map(hashes -> counts(hashes, first));
  }

  private static List<Count> counts(List<Response> hashes, long first) {
    List<Count> all = new ArrayList<>();
    for (Response hash : hashes) {
      for (String field : hash.getKeys()) {
        Count count = count(field, hash.get(field).toLong());
        if (count != null && minute(count.from()) >= first) {
          all.add(count);
        }
      }
    }
    return all;
  }

  private static @Nullable Count count(String field, long many) {
    Matcher parts = FIELD.matcher(field);
    if (!parts.matches()) {
      return null;
    }
    Counted what =
        parts.group(2).equals(DECIDED)
            ? new Counted.Decided(parts.group(3), parts.group(4))
            : new Counted.Contradicted(parts.group(3), parts.group(4));
    return new Count(Instant.ofEpochSecond(60 * Long.parseLong(parts.group(1))), what, many);
  }

  @Override
  public Future<Void> report(Instant at, List<CircuitReport> open) {
    JsonArray circuits = new JsonArray();
    open.forEach(
        one ->
            circuits.add(
                JsonArray.of(one.phoneNumberId(), one.cause(), one.since().toEpochMilli())));
    JsonObject report = JsonObject.of("at", at.toEpochMilli(), "circuits", circuits);
    String key = Keys.replicas();
    Request put = Request.cmd(Command.HSET).arg(key).arg(self).arg(report.encode());
    return limit.of(redis.batch(List.of(put, expire(key, TimesToLive.REPLICAS)))).mapEmpty();
  }

  @Override
  public Future<List<CircuitReport>> circuits(Instant now) {
    return limit
        .of(redis.send(Request.cmd(Command.HGETALL).arg(Keys.replicas())))
        .map(reports -> circuits(reports, now));
  }

  private List<CircuitReport> circuits(Response reports, Instant now) {
    List<CircuitReport> all = new ArrayList<>();
    for (String replica : reports.getKeys()) {
      JsonObject report = new JsonObject(reports.get(replica).toString());
      Instant at = Instant.ofEpochMilli(report.getLong("at"));
      if (at.isBefore(now.minus(BELIEVED))) {
        var unused = redis.send(Request.cmd(Command.HDEL).arg(Keys.replicas()).arg(replica));
        continue;
      }
      JsonArray circuits = report.getJsonArray("circuits");
      for (int i = 0; i < circuits.size(); i++) {
        JsonArray one = circuits.getJsonArray(i);
        all.add(
            new CircuitReport(
                one.getString(0), one.getString(1), Instant.ofEpochMilli(one.getLong(2))));
      }
    }
    return all;
  }

  @Override
  public Future<Health> health() {
    long start = System.nanoTime();
    return limit
        .of(redis.send(Request.cmd(Command.PING)))
        .map(pong -> Duration.ofNanos(System.nanoTime() - start))
        .compose(
            latency ->
                limit
                    .of(redis.send(Request.cmd(Command.INFO).arg("memory")))
                    .map(info -> new Health(latency, memory(info.toString())))
                    .otherwise(silent -> new Health(latency, null)));
  }

  private static @Nullable Long memory(String info) {
    Matcher used = MEMORY.matcher(info);
    return used.find() ? Long.valueOf(used.group(1)) : null;
  }
}
