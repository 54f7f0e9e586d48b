package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.ContactLists;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Ranges;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of contacts on Redis, read only. */
public final class RedisContactLists implements ContactLists {

  private static final String BEGIN = "0";

  /** Keys of one step, of whatever number: less than a millisecond of Redis's. */
  private static final int STEP = 500;

  private final Scripts scripts;
  private final TimeLimit limit;

  /**
   * The lists.
   *
   * @param timeout after which a call fails
   */
  public RedisContactLists(Scripts scripts, Duration timeout) {
    this.scripts = scripts;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<List<Waiting>> waiting(String phoneNumberId, Instant from, int most) {
    String key = Keys.waiting(phoneNumberId);
    long since = from.getEpochSecond();
    Request then = range(key, Long.toString(since), Long.toString(since));
    Request later = range(key, "(" + since, "+inf").arg("LIMIT").arg(0).arg(most);
    return limit
        .of(scripts.redis().batch(List.of(then, later)))
        .map(both -> both.stream().flatMap(RedisContactLists::waiting).toList());
  }

  private static Request range(String key, String from, String to) {
    return Request.cmd(Command.ZRANGE).arg(key).arg(from).arg(to).arg("BYSCORE").arg("WITHSCORES");
  }

  private static Stream<Waiting> waiting(Response range) {
    List<Waiting> all = new ArrayList<>();
    Ranges.forEach(
        range,
        (name, score) ->
            all.add(new Waiting(new Contact(name), Instant.ofEpochSecond(Math.round(score)))));
    return all.stream();
  }

  @Override
  public Future<Consents> consents(String phoneNumberId, @Nullable String from) {
    Call call =
        Script.CONSENTS
            .call()
            .key("number", Keys.number(phoneNumberId))
            .set("contacts", Keys.CONTACTS)
            .set("cursor", from == null ? BEGIN : from)
            .set("step", STEP);
    return limit.of(scripts.run(call)).map(RedisContactLists::consents);
  }

  private static Consents consents(Response reply) {
    List<Stated> some = new ArrayList<>();
    for (int i = 1; i < reply.size(); i++) {
      Answer one = Script.CONSENTS.answer("answer_contact", reply.get(i));
      some.add(
          new Stated(new Contact(one.text("name")), RedisRecords.consent(one.text("consent"))));
    }
    String next = reply.get(0).toString();
    return new Consents(some, next.equals(BEGIN) ? null : next);
  }
}
