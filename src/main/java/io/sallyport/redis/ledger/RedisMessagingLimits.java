package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Marks;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The contacts reached by portfolios, on Redis; each portfolio has a hash tag of its own. */
public final class RedisMessagingLimits implements MessagingLimitStore {

  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * @param timeout after which a call fails
   */
  public RedisMessagingLimits(Scripts scripts, Clock clock, Duration timeout) {
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<@Nullable Instant> take(String portfolio, Contact contact, String id, long most) {
    Call call = on(call(portfolio, "take").set("send", id), contact, most);
    Future<Response> running = scripts.run(call);
    return limit
        .of(running)
        .onFailure(silent -> GiveBack.after(running, () -> notTaken(portfolio, id)))
        .map(Answer::seconds);
  }

  @Override
  public Future<@Nullable Instant> look(String portfolio, Contact contact, long most) {
    return run(on(call(portfolio, "look"), contact, most)).map(Answer::seconds);
  }

  private static Call on(Call call, Contact contact, long most) {
    return call.set("contact", contact.id()).set("most", most);
  }

  @Override
  public Future<Void> keep(String portfolio, String id, String wamid) {
    return run(call(portfolio, "rename").set("send", id).set("new_name", Marks.of(wamid)))
        .mapEmpty();
  }

  @Override
  public Future<Void> giveBack(String portfolio, String id) {
    return GiveBack.now(() -> notTaken(portfolio, id));
  }

  private Future<Void> notTaken(String portfolio, String id) {
    return run(call(portfolio, "give_back").set("send", id)).mapEmpty();
  }

  @Override
  public Future<Void> failed(String portfolio, String wamid) {
    return run(call(portfolio, "failed").set("send", Marks.of(wamid))).mapEmpty();
  }

  private Call call(String portfolio, String what) {
    return Script.MESSAGING_LIMIT
        .call()
        .key("sends", Keys.limitedSends(portfolio))
        .key("contacts", Keys.limitedContacts(portfolio))
        .key("counts", Keys.limitedCounts(portfolio))
        .key("early", Keys.limitedEarly(portfolio))
        .set("clock_offset", clock.offset())
        .set("what", what);
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
