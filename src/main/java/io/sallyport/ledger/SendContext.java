package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Terms;
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
public record SendContext(
    @Nullable String blockedCountry, @Nullable Instant quietUntil, @Nullable IdempotencyKey key) {

  public static final SendContext PLAIN = new SendContext(null, null, null);

  /** What is particular to a send of the business number to the contact. */
  public static SendContext of(
      Policies policies,
      BusinessNumber number,
      Contact contact,
      Terms terms,
      Instant now,
      @Nullable IdempotencyKey key) {
    if (terms.marketing() == null) {
      return key == null ? PLAIN : new SendContext(null, null, key);
    }
    String country = policies.isBlockedCountry(contact) ? contact.country() : null;
    return new SendContext(country, policies.quietUntil(number, contact, now), key);
  }
}
