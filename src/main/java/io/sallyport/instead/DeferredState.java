package io.sallyport.instead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send that waited.
 *
 * @param notBefore when it is tried next, while it is queued
 * @param reason why it was refused, a word of {@link io.sallyport.rule.Reason} or {@code expired};
 *     null when Meta refused it
 * @param status of Meta's answer, if there was one
 * @param answer Meta's answer, or what the refusal says
 */
public record DeferredState(
    String id,
    State state,
    Instant queuedAt,
    @Nullable Instant notBefore,
    @Nullable String reason,
    @Nullable Integer status,
    @Nullable String answer) {

  /** How far it has come. */
  public enum State {
    /** It waits for its turn. */
    QUEUED,
    /** It is being decided, or on its way. */
    SENDING,
    /** Meta took it. */
    SENT,
    /** It will not be sent. */
    REFUSED,
    /** It was handed to Meta and no answer came; it is not sent again. */
    UNKNOWN,
    CANCELLED
  }
}
