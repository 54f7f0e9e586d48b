package io.sallyport.redis.store;

import io.sallyport.audit.Kept;
import io.sallyport.redis.core.TimesToLive;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams of the newest JSON objects of a kind. */
final class JsonStream {

  private static final String FIELD = "d";

  private JsonStream() {}

  /** Adds one, in place of the oldest. */
  static Request add(String key, int most, String json) {
    return Request.cmd(Command.XADD)
        .arg(key)
        .arg("MAXLEN")
        .arg("~")
        .arg(most)
        .arg("*")
        .arg(FIELD)
        .arg(json);
  }

  static Request live(String key, Duration life) {
    return Request.cmd(Command.EXPIRE).arg(key).arg(TimesToLive.seconds(life));
  }

  /**
   * The newest.
   *
   * @param before only older ones; null for all
   */
  static Future<List<Kept>> page(Redis redis, String key, @Nullable String before, int most) {
    Request range =
        Request.cmd(Command.XREVRANGE)
            .arg(key)
            .arg(before == null ? "+" : "(" + before)
            .arg("-")
            .arg("COUNT")
            .arg(most);
    return redis.send(range).map(JsonStream::kept);
  }

  private static List<Kept> kept(Response entries) {
    List<Kept> all = new ArrayList<>(entries.size());
    entries.forEach(
        entry -> all.add(new Kept(entry.get(0).toString(), entry.get(1).get(1).toString())));
    return all;
  }
}
