package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Function;

/** What is known of contacts now. */
public final class ContactStates {

  private final Records records;
  private final Function<Instant, Terms> terms;
  private final SharedClock clock;

  /**
   * What is known.
   *
   * @param terms any terms valid at a time: what is known is the same for all of them
   */
  public ContactStates(Records records, Function<Instant, Terms> terms, SharedClock clock) {
    this.records = records;
    this.terms = terms;
    this.clock = clock;
  }

  /** What is known of a contact, also of one that was never seen; fails without the ledger. */
  public Future<ContactState> of(String phoneNumberId, Contact contact) {
    return records
        .examine(phoneNumberId, contact, terms.apply(clock.now()))
        .map(LedgerExplanation::state);
  }
}
