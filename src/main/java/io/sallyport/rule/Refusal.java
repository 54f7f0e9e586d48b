package io.sallyport.rule;

import io.sallyport.message.MetaError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule's no.
 *
 * @param error what callers are answered, an error their SDKs know
 * @param status the HTTP status of Meta's that goes with it; null for the reason's
 * @param details what is wrong, since when, and what to do instead, for the person who reads it
 * @param nextAt when a refused marketing send becomes possible, if it does by itself
 * @param grounds what a ledger refused it on; null when none did
 */
public record Refusal(
    Reason reason,
    MetaError error,
    @Nullable Integer status,
    String details,
    @Nullable Instant nextAt,
    @Nullable Grounds grounds) {

  /** {@code error_data.details} when a failure while deciding refuses. */
  public static final String UNDECIDED =
      "The gateway's store did not answer, so nothing could be decided and nothing was sent."
          + " Try again.";

  public Refusal(
      Reason reason, String details, @Nullable Instant nextAt, @Nullable Grounds grounds) {
    this(reason, reason.error(), null, details, nextAt, grounds);
  }

  public Refusal(Reason reason, String details, @Nullable Instant nextAt) {
    this(reason, details, nextAt, null);
  }

  /** The same, told otherwise. */
  public Refusal with(String otherDetails) {
    return new Refusal(reason, error, status, otherDetails, nextAt, grounds);
  }

  /** Whether the person has stopped what a token is for. */
  public boolean isStopped() {
    return grounds instanceof TokenExpired.Stopped;
  }

  /** A failure while deciding. */
  public static Refusal undecided() {
    return of(Reason.UNDECIDED, UNDECIDED);
  }

  public static Refusal of(Reason reason, String details) {
    return new Refusal(reason, details, null);
  }
}
