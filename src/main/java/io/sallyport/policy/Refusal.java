package io.sallyport.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule's no.
 *
 * @param details what is wrong, since when, and what to do instead, for the person who reads it
 * @param nextAt when a refused marketing send becomes possible, if it does by itself
 */
public record Refusal(Reason reason, String details, @Nullable Instant nextAt) {

  public static Refusal of(Reason reason, String details) {
    return new Refusal(reason, details, null);
  }
}
