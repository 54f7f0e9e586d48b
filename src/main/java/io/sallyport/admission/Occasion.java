package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Policies;
import io.sallyport.policy.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to one send, beside its terms.
 *
 * @param blockedCountry the contact's country, if no marketing goes there
 * @param quietUntil until when marketing to the contact is quiet outside a window; null when it is
 *     not
 * @param key the caller's Idempotency-Key, if any: looked up, and taken with the reservation, in
 *     the same step
 */
public record Occasion(
    @Nullable String blockedCountry, @Nullable Instant quietUntil, @Nullable IdempotencyKey key) {

  public static final Occasion PLAIN = new Occasion(null, null, null);

  /** What is particular to a send of the business number to the contact. */
  static Occasion of(
      Policies policies,
      BusinessNumber number,
      Contact contact,
      Terms terms,
      Instant now,
      @Nullable IdempotencyKey key) {
    if (terms.marketing() == null) {
      return key == null ? PLAIN : new Occasion(null, null, key);
    }
    String country = policies.isBlockedCountry(contact) ? contact.country() : null;
    return new Occasion(country, policies.quietUntil(number, contact, now), key);
  }
}
