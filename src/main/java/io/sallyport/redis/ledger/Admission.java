package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Held;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Step;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One send on its way through admit.lua. */
final class Admission {

  private final String phoneNumberId;
  private final Contact contact;
  private final Terms terms;
  private final SendContext context;
  private final Clock clock;
  private final String id =
      Codes.RESERVATION + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private Verdict verdict = new Verdict.Undecided();
  private boolean stale;

  Admission(String phoneNumberId, Contact contact, Terms terms, SendContext context, Clock clock) {
    this.phoneNumberId = phoneNumberId;
    this.contact = contact;
    this.terms = terms;
    this.context = context;
    this.clock = clock;
  }

  /**
   * Asks the script, first where the contact's record was of late.
   *
   * @param aliases where to look first; told where the record was
   */
  Future<Void> run(ContactScripts contacts, AdmitScript script, AliasHints aliases) {
    Contact hint = aliases.of(phoneNumberId, contact);
    return contacts
        .run(step(script, aliases, hint))
        .compose(
            done ->
                stale ? contacts.run(step(script, aliases, contact)) : Future.succeededFuture());
  }

  private Step step(AdmitScript script, AliasHints aliases, Contact asked) {
    return Step.onRecord(
        phoneNumberId,
        asked,
        where -> call(script, asked, where),
        (found, answer) -> {
          stale = AdmitReply.isStale(answer);
          if (!stale) {
            aliases.found(phoneNumberId, contact, found);
            answered(answer);
          }
        });
  }

  private Call call(AdmitScript script, Contact asked, Contact where) {
    Call call = script.call(phoneNumberId, contact, where, terms, context, clock);
    if (!asked.equals(contact)) {
      call.set("hinted", true);
    }
    IdempotencyKey key = context.key();
    if (key != null || terms.marketing() != null || terms.channel() != null) {
      call.set("reservation", id);
    }
    if (key != null) {
      setKey(call, key);
    }
    return call;
  }

  private void setKey(Call call, IdempotencyKey key) {
    call.key("idempotency", Keys.idempotency(phoneNumberId, key.id()))
        .key("waiting_send", QueueKeys.deferred(phoneNumberId, key.id()))
        .set("key_digest", key.digest())
        .set("key_nonce", key.nonce())
        .set("key_id", key.id())
        .set("country", Codes.ofCountry(contact.country()));
    if (key.callbackData() != null) {
      String match = IdempotencyKey.match(key.callbackData(), contact.id());
      call.key("callback", Keys.callback(phoneNumberId, match));
    }
  }

  private void answered(Response answer) {
    if (AdmitReply.isOfUsedKey(answer)) {
      verdict = AdmitReply.usedKey(answer);
      return;
    }
    AdmitReply reply = AdmitReply.of(terms, answer);
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
                reply.tier(),
                reply.facts())
            : new Verdict.Refused(window, refusing, reply.quota(), reply.facts());
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
    Held all = terms.channel() == null ? new Held(true, false, false, false) : Held.RIGHT;
    return reservation(clock.now(), all, Window.State.UNKNOWN, null);
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
