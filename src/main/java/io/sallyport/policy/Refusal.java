package io.sallyport.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule's no.
 *
 * @param details what is wrong, since when, and what to do instead, for the person who reads it
 * @param nextAt when a refused marketing send becomes possible, if it does by itself
 * @param grounds what a ledger refused it on; null when none did
 */
public record Refusal(
    Reason reason, String details, @Nullable Instant nextAt, @Nullable Grounds grounds) {

  public Refusal(Reason reason, String details, @Nullable Instant nextAt) {
    this(reason, details, nextAt, null);
  }

  public static Refusal of(Reason reason, String details) {
    return new Refusal(reason, details, null);
  }
}
