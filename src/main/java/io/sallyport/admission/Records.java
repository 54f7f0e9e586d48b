package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.SpendCount;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;

/** What a ledger can tell without deciding anything. All fail when it cannot be asked. */
public interface Records {

  /** What is known of the contact, and what a send on these terms would get. Consumes nothing. */
  Uni<Examination> examine(String phoneNumberId, Contact contact, Terms terms, Occasion occasion);

  /** The same, for a send with nothing particular. */
  default Uni<Examination> examine(String phoneNumberId, Contact contact, Terms terms) {
    return examine(phoneNumberId, contact, terms, Occasion.PLAIN);
  }

  /** What is known of a number. */
  Uni<NumberState> number(String phoneNumberId);

  /** What was sent, by UTC day, both days included; in no order. */
  Uni<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to);
}
