package io.sallyport.contact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact's free entry point window (platform-facts.md#free-entry-point). It affects only the
 * price, not what may be sent.
 *
 * @param expiresAt the end: of the time to answer while pending, of free messages while open; null
 *     for none
 */
public record FreeEntryPoint(State state, @Nullable Instant expiresAt) {

  /** How long after the message from an ad an answer opens the window. */
  public static final Duration ANSWER_WITHIN = Duration.ofHours(24);

  /** How long the window stays open after that answer, unless Meta states another end. */
  public static final Duration LENGTH = Duration.ofDays(3);

  public static final FreeEntryPoint NONE = new FreeEntryPoint(State.NONE, null);

  /** The window's state. */
  public enum State {
    NONE,
    /** The contact came from an ad, and the business has not answered. */
    PENDING,
    /** All that is sent is free. */
    OPEN
  }

  public FreeEntryPoint {
    if ((state == State.NONE) != (expiresAt == null)) {
      throw new IllegalArgumentException("a free entry point, and nothing else, has an end");
    }
  }
}
