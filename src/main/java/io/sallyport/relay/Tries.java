package io.sallyport.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was tried of one letter so far.
 *
 * @param first when it was first tried; null when it never was
 * @param last when it was last tried; null when it never was
 * @param next when it may be tried again
 * @param lastError why the last try failed, or the target's when it never was tried; may be empty
 */
public record Tries(
    int count, @Nullable Instant first, @Nullable Instant last, Instant next, String lastError) {

  /** Not tried yet: its time has come, whatever the clocks say. */
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
