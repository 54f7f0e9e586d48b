package io.sallyport.redis.store;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.audit.DecisionStore;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The newest decisions of a number, on a stream of its own. */
public final class RedisDecisions implements DecisionStore {

  private static final String FIELD = "d";
  private static final int PAGE = 1_000;

  private final Redis redis;
  private final TimeLimit limit;
  private final int remembered;

  /**
   * The decisions.
   *
   * @param remembered how many of each number; 0 for none
   */
  public RedisDecisions(Redis redis, Duration timeout, int remembered) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
    this.remembered = remembered;
  }

  @Override
  public void keep(String phoneNumberId, DecisionRecord decision) {
    if (remembered > 0) {
      String key = Keys.decisions(phoneNumberId);
      Request add = Request.cmd(Command.XADD).arg(key).arg("MAXLEN").arg("~").arg(remembered);
      add.arg("*").arg(FIELD).arg(decision.json());
      Request live =
          Request.cmd(Command.EXPIRE).arg(key).arg(TimesToLive.seconds(TimesToLive.DECISIONS));
      redis.batch(List.of(add, live));
    }
  }

  @Override
  public Uni<List<Kept>> recent(String phoneNumberId, @Nullable String before, int most) {
    String from = before == null ? "+" : "(" + before;
    return limit.on(() -> page(phoneNumberId, from, most)).map(RedisDecisions::kept);
  }

  private Future<Response> page(String phoneNumberId, String from, int most) {
    return redis.send(
        Request.cmd(Command.XREVRANGE)
            .arg(Keys.decisions(phoneNumberId))
            .arg(from)
            .arg("-")
            .arg("COUNT")
            .arg(most));
  }

  private static List<Kept> kept(Response entries) {
    List<Kept> all = new ArrayList<>(entries.size());
    entries.forEach(
        entry -> all.add(new Kept(entry.get(0).toString(), entry.get(1).get(1).toString())));
    return all;
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Set<String> contacts) {
    return forget(phoneNumberId, contacts, "+");
  }

  private Uni<Void> forget(String phoneNumberId, Set<String> contacts, String from) {
    return limit
        .on(() -> page(phoneNumberId, from, PAGE))
        .map(RedisDecisions::kept)
        .chain(
            page -> {
              List<String> places =
                  page.stream()
                      .filter(one -> contacts.contains(contact(one)))
                      .map(Kept::place)
                      .toList();
              Uni<Void> gone = delete(phoneNumberId, places);
              return page.size() < PAGE
                  ? gone
                  : gone.chain(
                      () -> forget(phoneNumberId, contacts, "(" + page.get(PAGE - 1).place()));
            });
  }

  private static String contact(Kept one) {
    return new JsonObject(one.json()).getString("contact", "");
  }

  private Uni<Void> delete(String phoneNumberId, List<String> places) {
    if (places.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Request delete = Request.cmd(Command.XDEL).arg(Keys.decisions(phoneNumberId));
    places.forEach(delete::arg);
    return limit.on(() -> redis.send(delete)).replaceWithVoid();
  }
}
