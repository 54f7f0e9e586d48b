package io.sallyport.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facts one rule refused a send on, and the words for them. Each kind is a record in the file
 * of its rule. The sentences name no phone number and no text; times are RFC 3339 in UTC.
 */
public interface Grounds {

  /** The rule that refused. */
  Reason reason();

  /** When the send becomes possible by itself; null when it does not, or nobody knows. */
  default @Nullable Instant possibleAt() {
    return null;
  }

  /** {@code error_data.details}: what is wrong, since when, and what to do instead. */
  String details(PolicySettings settings);

  /** What would make the send pass: the {@code cure} of an explanation. */
  String cure(PolicySettings settings);
}
