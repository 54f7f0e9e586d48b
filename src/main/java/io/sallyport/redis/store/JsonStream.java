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
  private static final String BASIS = "b";

  private JsonStream() {}

  /** Adds one, in place of the oldest. */
  static Request add(String key, int most, String json) {
    return add(key, most, json, null);
  }

  /** The same, with what it stood on, if that is noted. */
  static Request add(String key, int most, String json, @Nullable String basis) {
    Request add =
        Request.cmd(Command.XADD)
            .arg(key)
            .arg("MAXLEN")
            .arg("~")
            .arg(most)
            .arg("*")
            .arg(FIELD)
            .arg(json);
    return basis == null ? add : add.arg(BASIS).arg(basis);
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
    for (Response entry : entries) {
      Response fields = entry.get(1);
      String basis = fields.size() > 2 ? fields.get(3).toString() : null;
      all.add(new Kept(entry.get(0).toString(), fields.get(1).toString(), basis));
    }
    return all;
  }
}
