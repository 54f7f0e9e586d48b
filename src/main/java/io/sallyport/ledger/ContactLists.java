package io.sallyport.ledger;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contacts of a number, many at a time. All fail when the store cannot be asked. */
public interface ContactLists {

  /** A contact who waits for an answer. */
  record Waiting(Contact contact, Instant since) {}

  /** A contact whose consent was stated. */
  record Stated(Contact contact, Consent consent) {}

  /**
   * Some of those whose consent was stated.
   *
   * @param next where to go on; null at the end
   */
  record Consents(List<Stated> some, @Nullable String next) {}

  /**
   * Who waits for a first response, the longest first, then by name.
   *
   * @param from only those who wait since then or later; whole seconds
   * @param most of those who wait since later; those of that very second are all there
   */
  Future<List<Waiting>> waiting(String phoneNumberId, Instant from, int most);

  /**
   * Goes through all contacts of a number. One that changes meanwhile may be missed or come twice.
   *
   * @param from {@code next} of the step before; null to begin
   */
  Future<Consents> consents(String phoneNumberId, @Nullable String from);
}
