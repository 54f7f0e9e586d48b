package io.sallyport.relay;

import java.time.Duration;

/**
 * How letters are sent.
 *
 * @param firstBackoff the wait after a letter's first failure
 * @param maxBackoff the longest wait between two attempts; also between two probes of a paused
 *     target
 * @param maxAge how long a letter is tried after it was queued
 * @param claimAfter how long a replica keeps a target without renewing its lease
 * @param timeout of one whole attempt; shorter than {@code claimAfter}
 */
public record RelaySettings(
    Duration firstBackoff,
    Duration maxBackoff,
    Duration maxAge,
    Duration claimAfter,
    Duration timeout) {}
