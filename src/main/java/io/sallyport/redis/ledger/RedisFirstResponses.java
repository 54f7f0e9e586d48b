package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who waits, on Redis, by overdue.lua. */
public final class RedisFirstResponses implements FirstResponses {

  private record Found(Contact where, Answer answer) {}

  private final ContactScripts contacts;
  private final TimeLimit limit;

  /**
   * Who waits.
   *
   * @param timeout after which a call fails
   */
  public RedisFirstResponses(Scripts scripts, Duration timeout) {
    this.contacts = new ContactScripts(scripts);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Wait> wait(String phoneNumberId, Contact contact) {
    return run(phoneNumberId, contact, null)
        .map(
            found ->
                new Wait(
                    found.where(),
                    found.answer().seconds("since"),
                    found.answer().seconds("told")));
  }

  @Override
  public Future<Boolean> told(String phoneNumberId, Contact contact, Instant since) {
    return run(phoneNumberId, contact, since).map(found -> found.answer().is("is_new"));
  }

  private Future<Found> run(String phoneNumberId, Contact contact, @Nullable Instant told) {
    AtomicReference<Found> found = new AtomicReference<>();
    Step step =
        Step.onRecord(
            phoneNumberId,
            contact,
            where -> Script.OVERDUE.call().set("told", told == null ? 0 : told.getEpochSecond()),
            (where, answer) -> found.set(new Found(where, Script.OVERDUE.answer(answer))));
    return limit.of(contacts.run(step).map(done -> found.get()));
  }
}
