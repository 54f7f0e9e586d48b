package io.sallyport.contact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact's free entry point window (platform-facts.md#free-entry-point): price only, never
 * permission.
 *
 * @param expiresAt until when the ad may be answered, or what is sent is free; null for none
 */
public record FreeEntryPoint(State state, @Nullable Instant expiresAt) {

  /** How long after the message from an ad an answer opens the window. */
  public static final Duration ANSWER_WITHIN = Duration.ofHours(24);

  /** 72 h from that answer, unless Meta states another end. */
  public static final Duration LENGTH = Duration.ofDays(3);

  public static final FreeEntryPoint NONE = new FreeEntryPoint(State.NONE, null);

  /** Where a free entry point stands. */
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
