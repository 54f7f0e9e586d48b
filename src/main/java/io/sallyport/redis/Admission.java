package io.sallyport.redis;

import io.sallyport.admission.Held;
import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Terms;
import io.sallyport.redis.AdmitScript.Argument;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One send on its way through admit.lua. */
final class Admission {

  private final String phoneNumberId;
  private final Contact contact;
  private final Terms terms;
  private final Occasion occasion;
  private final Clock clock;
  private final String id = "r" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private Verdict verdict = new Verdict.Undecided();
  private boolean stale;

  Admission(String phoneNumberId, Contact contact, Terms terms, Occasion occasion, Clock clock) {
    this.phoneNumberId = phoneNumberId;
    this.contact = contact;
    this.terms = terms;
    this.occasion = occasion;
    this.clock = clock;
  }

  /**
   * Asks the script, first where the contact's record was of late.
   *
   * @param script on the send's terms
   * @param aliases where to look first; told where the record was
   */
  Future<Void> run(ContactScripts contacts, Lua script, AliasHints aliases) {
    Contact hint = aliases.of(phoneNumberId, contact);
    return contacts
        .run(step(script, aliases, hint))
        .compose(
            done ->
                stale ? contacts.run(step(script, aliases, contact)) : Future.succeededFuture());
  }

  private Step step(Lua script, AliasHints aliases, Contact where) {
    List<String> arguments =
        new AdmitScript.Arguments()
            .set(Argument.ASKED, contact.id())
            .set(Argument.HINTED, where.equals(contact) ? "0" : "1")
            .set(Argument.CLOCK_OFFSET, clock.offset())
            .set(Argument.RESERVATION, id)
            .rates(terms.rates())
            .occasion(occasion, contact)
            .list();
    String spend = Keys.spend(phoneNumberId, Keys.month(clock.now()));
    return Step.onRecord(
        script,
        phoneNumberId,
        where,
        here -> keys(spend, here),
        arguments,
        (found, answer) -> {
          stale = AdmitReply.isStale(answer);
          if (!stale) {
            aliases.found(phoneNumberId, contact, found);
            answered(new AdmitReply(answer));
          }
        });
  }

  private List<String> keys(String spend, Contact where) {
    List<String> keys = new ArrayList<>(6);
    keys.add(Keys.number(phoneNumberId));
    keys.add(spend);
    keys.add(Keys.names(phoneNumberId, contact));
    keys.add(Keys.pairRate(phoneNumberId, where));
    IdempotencyKey key = occasion.key();
    if (key != null) {
      keys.add(Keys.idempotency(phoneNumberId, key.id()));
      if (key.callbackData() != null) {
        String match = IdempotencyKey.match(key.callbackData(), contact.id());
        keys.add(Keys.callback(phoneNumberId, match));
      }
    }
    return keys;
  }

  private void answered(AdmitReply reply) {
    if (reply.isOfUsedKey()) {
      verdict = reply.usedKey();
      return;
    }
    clock.heard(reply.nowMillis());
    Window window = reply.window();
    Grounds refusing = reply.refusing();
    Grounds observed = reply.observed();
    Instant at = Instant.ofEpochMilli(reply.nowMillis());
    verdict =
        refusing == null
            ? new Verdict.Admitted(
                window,
                reservation(at, reply.held(), window.state(), observed),
                observed,
                reply.charge(),
                reply.quota(),
                reply.tier())
            : new Verdict.Refused(window, refusing, reply.quota());
  }

  String phoneNumberId() {
    return phoneNumberId;
  }

  /** Undecided as long as the script has not answered. */
  Verdict verdict() {
    return verdict;
  }

  /** What the script may hold that has not answered; its tokens come back by themselves. */
  Reservation reservation() {
    Held slot = new Held(true, false, false, false);
    return reservation(clock.now(), slot, Window.State.UNKNOWN, null);
  }

  private Reservation reservation(
      Instant at, Held held, Window.State window, @Nullable Grounds observed) {
    return new Reservation(
        phoneNumberId,
        contact,
        id,
        Instant.ofEpochSecond(at.getEpochSecond()),
        held,
        window,
        observed == null ? null : observed.reason(),
        terms.billing());
  }
}
