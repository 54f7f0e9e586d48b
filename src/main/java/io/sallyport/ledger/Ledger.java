package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;

/** The one place where a send is decided. */
public interface Ledger extends SharedClock {

  /**
   * Decides, and reserves what an admitted send consumes, in one atomic step.
   *
   * @return never fails: a ledger that cannot answer is {@link Verdict.Undecided}
   */
  Future<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, SendContext context);

  /** The same, for a send without quiet hours, a blocked country or an Idempotency-Key. */
  default Future<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    return admit(phoneNumberId, contact, terms, SendContext.PLAIN);
  }

  /** Meta took the send: it is counted, and the names it answered are learned. */
  Future<Void> commit(Reservation reservation, Acceptance acceptance);

  /** The send did not happen: what it held is given back. */
  Future<Void> release(Reservation reservation);

  /**
   * Meta refused a send as outside of its window: it was closed when the send was decided.
   *
   * @param terms on which it was decided
   */
  Future<Void> shut(Reservation refused, Terms terms);

  /** Whether Meta disabled the number's account; fails when the ledger cannot be asked. */
  Future<Boolean> isDisabled(String phoneNumberId);
}
