package io.sallyport.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to one send, beside its terms.
 *
 * @param blockedCountry whether no marketing goes to the contact's country
 * @param quietUntil until when marketing to the contact is quiet outside a window; null when it is
 *     not
 * @param key the caller's Idempotency-Key, if any: looked up, and taken with the reservation, in
 *     the same step
 */
public record Occasion(
    boolean blockedCountry, @Nullable Instant quietUntil, @Nullable IdempotencyKey key) {

  public static final Occasion PLAIN = new Occasion(false, null, null);
}
