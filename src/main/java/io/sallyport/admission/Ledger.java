package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What is known of every contact, and the one place where a send is decided. */
public interface Ledger {

  /**
   * Decides, and reserves what an admitted send consumes, in one atomic step.
   *
   * @return never fails: a ledger that cannot answer is {@link Verdict.Undecided}
   */
  Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms);

  /** Meta accepted the send: the reservation is now the message {@code wamid}. */
  Uni<Void> commit(Reservation reservation, String wamid);

  /** The send did not happen: what it held is given back. */
  Uni<Void> release(Reservation reservation);

  /**
   * Takes in what Meta said.
   *
   * @return fails when it could not be stored; then Meta must be asked to say it again
   */
  Uni<Observation.Effect> observe(Observation observation);

  /**
   * A webhook of the number arrived: while they do, no news of a contact is news, too.
   *
   * @return fails when it could not be stored
   */
  Uni<Void> cover(String phoneNumberId);

  /** The ledger's time, which all replicas share, as last heard. */
  Instant now();
}
