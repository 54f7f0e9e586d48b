package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a first response, and whether that it takes too long has been told. All fail when
 * the store cannot be asked.
 */
public interface FirstResponses {

  /**
   * One contact's.
   *
   * @param contact the name the contact's record is kept under
   * @param since when the first message came that is not answered; null when all are
   * @param told of a wait since then, or later, it has been told; null for never
   */
  record Wait(Contact contact, @Nullable Instant since, @Nullable Instant told) {

    /** Whether this wait is still to be told once it is too long. */
    public boolean isUntold() {
      return since != null && (told == null || since.isAfter(told));
    }
  }

  /** How long a contact waits, by any name. */
  Future<Wait> wait(String phoneNumberId, Contact contact);

  /**
   * Notes that a wait was told, until the contact is answered.
   *
   * @return false when it had been noted before, or the contact is forgotten
   */
  Future<Boolean> told(String phoneNumberId, Contact contact, Instant since);
}
