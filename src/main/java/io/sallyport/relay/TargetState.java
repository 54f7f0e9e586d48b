package io.sallyport.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target's state in the store, the same for all replicas.
 *
 * @param waiting number of queued letters
 * @param oldest when the oldest of them was queued; null when there is none
 * @param deadLetters number of dead letters
 * @param pause null while it is not paused
 */
public record TargetState(
    long waiting, @Nullable Instant oldest, long deadLetters, @Nullable Pause pause) {}
