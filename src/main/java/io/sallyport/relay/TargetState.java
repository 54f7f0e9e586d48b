package io.sallyport.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a target's letters stand, in all replicas.
 *
 * @param waiting letters that are not delivered
 * @param oldest when the oldest of them was queued; null when there is none
 * @param deadLetters letters that are not tried any more
 * @param pause null while it is not paused
 */
public record TargetState(
    long waiting, @Nullable Instant oldest, long deadLetters, @Nullable Pause pause) {}
