package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of every contact, and the one place where a send is decided. */
public interface Ledger {

  /**
   * Decides, and reserves what an admitted send consumes, in one atomic step.
   *
   * @return never fails: a ledger that cannot answer is {@link Verdict.Undecided}
   */
  Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, Occasion occasion);

  /** The same, for a send with nothing particular. */
  default Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    return admit(phoneNumberId, contact, terms, Occasion.PLAIN);
  }

  /** Meta took the send: it is counted, and the names it answered are learned. */
  Uni<Void> commit(Reservation reservation, Acceptance acceptance);

  /** The send did not happen: what it held is given back. */
  Uni<Void> release(Reservation reservation);

  /**
   * Takes in what Meta or the business said of contacts.
   *
   * @return fails when any could not be stored; then Meta must be asked to say all of it again
   */
  Uni<Void> observe(List<? extends Observation> observations);

  /** Takes in what Meta said of a number; fails when it could not be stored. */
  Uni<Void> observe(NumberNews news);

  /** Whether Meta disabled the number's account; fails when the ledger cannot be asked. */
  Uni<Boolean> isDisabled(String phoneNumberId);

  /**
   * A webhook of the number arrived: while they do, no news of a contact is news, too. After the
   * number's account was disconnected only what happened an hour later says that they come again:
   * before, it is what was under way.
   *
   * @param afterGap whether one could not be stored since the last that was
   * @param newest when the newest of what it tells happened, by Meta; null when it does not say
   * @return fails when it could not be stored
   */
  Uni<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest);

  /**
   * Forgets a contact under all names, but for an opt-out. What is under way may be heard of once
   * more, and then is the first that is known.
   */
  Uni<Void> forget(String phoneNumberId, Contact contact);

  /** The ledger's time, which all replicas share, as last heard. */
  Instant now();
}
