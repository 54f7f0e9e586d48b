package io.sallyport.contact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact's customer service window at one moment.
 *
 * @param state what may be sent without a template
 * @param expiresAt when free-form begins to be refused, set when {@link State#OPEN}; the policy's
 *     margin is already subtracted
 * @param lastInboundAt time of the contact's newest message by Meta's timestamp, if known
 */
public record Window(State state, @Nullable Instant expiresAt, @Nullable Instant lastInboundAt) {

  /**
   * "If the user messages you again before the timer expires, it resets to 24 hours"
   * (platform-facts.md#customer-service-window).
   */
  public static final Duration LENGTH = Duration.ofHours(24);

  /** Nothing is known, because the store could not be asked. */
  public static final Window UNKNOWN = new Window(State.UNKNOWN, null, null);

  /** Whether free-form may be sent. */
  public enum State {
    OPEN,
    CLOSED,
    /** No inbound message is known, but webhooks may have been missed in the last 24 h. */
    UNKNOWN
  }

  public Window {
    if ((state == State.OPEN) != (expiresAt != null)) {
      throw new IllegalArgumentException("an open window, and no other, has an end");
    }
  }
}
