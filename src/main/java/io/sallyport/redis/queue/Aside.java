package io.sallyport.redis.queue;

import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Script;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;

/** What parked and held sends have in common on Redis; see aside.lua. */
final class Aside {

  /** The name of the held sends' list; those of parked ones have their contact's. */
  static final String HELD = "";

  private Aside() {}

  /**
   * A call of the script.
   *
   * @param what add, next, put_back, keep, hold, end, take, release, expire, told or hasten
   */
  static Call call(Clock clock, String number, String list, String what, String id) {
    return Script.ASIDE
        .call()
        .key("list", list.equals(HELD) ? QueueKeys.held(number) : QueueKeys.parked(number, list))
        .key("open", QueueKeys.parkedOpen(number))
        .key("ends", QueueKeys.asideEnds(number))
        .key("record", QueueKeys.deferred(number, id))
        .set("clock_offset", clock.offset())
        .set("what", what)
        .set("list", list)
        .set("send", id);
  }

  /** The first of a sorted set whose time has come, ms. */
  static Request due(Clock clock, String set, int most) {
    return Request.cmd(Command.ZRANGE)
        .arg(set)
        .arg("-inf")
        .arg(clock.now().toEpochMilli())
        .arg("BYSCORE")
        .arg("LIMIT")
        .arg(0)
        .arg(most);
  }

  static List<String> words(Response list) {
    return StreamSupport.stream(list.spliterator(), false).map(Response::toString).toList();
  }
}
