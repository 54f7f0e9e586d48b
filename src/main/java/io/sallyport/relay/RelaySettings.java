package io.sallyport.relay;

import java.time.Duration;

/**
 * How letters are sent.
 *
 * @param firstBackoff the wait after the first failure of a letter
 * @param maxBackoff the longest wait between two tries; also between the probes of a paused target
 * @param maxAge how long after it was queued a letter is tried
 * @param claimAfter for how long a replica that says nothing is still the one that sends
 * @param timeout of a whole try; shorter than {@code claimAfter}
 */
public record RelaySettings(
    Duration firstBackoff,
    Duration maxBackoff,
    Duration maxAge,
    Duration claimAfter,
    Duration timeout) {}
