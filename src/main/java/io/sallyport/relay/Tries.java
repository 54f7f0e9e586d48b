package io.sallyport.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to deliver one letter so far.
 *
 * @param first time of the first attempt; null without any
 * @param last time of the last attempt; null without any
 * @param next when the next attempt may be made
 * @param lastError why the last attempt failed; without any attempt, the target's last error or
 *     empty
 */
public record Tries(
    int count, @Nullable Instant first, @Nullable Instant last, Instant next, String lastError) {

  /** No attempt yet; due at once, also where clocks differ. */
  public static Tries none() {
    return new Tries(0, null, null, Instant.EPOCH, "");
  }

  Tries failed(Instant now, Instant again, String error) {
    return new Tries(count + 1, first == null ? now : first, now, again, error);
  }

  Tries at(Instant again) {
    return new Tries(count, first, last, again, lastError);
  }

  Tries because(String error) {
    return lastError.isEmpty() ? new Tries(count, first, last, next, error) : this;
  }
}
