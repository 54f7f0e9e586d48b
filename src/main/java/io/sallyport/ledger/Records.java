package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;

/** What a ledger can tell without deciding anything. All fail when it cannot be asked. */
public interface Records {

  /** What is known of the contact, and what a send on these terms would get. Consumes nothing. */
  Future<LedgerExplanation> examine(
      String phoneNumberId, Contact contact, Terms terms, SendContext context);

  /** The same, for a send without quiet hours, a blocked country or an Idempotency-Key. */
  default Future<LedgerExplanation> examine(String phoneNumberId, Contact contact, Terms terms) {
    return examine(phoneNumberId, contact, terms, SendContext.PLAIN);
  }

  /** Whether anything is known of a contact, by this very name. */
  Future<Boolean> isKnown(String phoneNumberId, Contact contact);

  /** What is known of a number. */
  Future<NumberState> number(String phoneNumberId);

  /** What was sent, by UTC day, both days included; in no order. */
  Future<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to);
}
