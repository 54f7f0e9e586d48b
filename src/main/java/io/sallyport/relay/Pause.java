package io.sallyport.relay;

import java.time.Instant;

/**
 * A target that answered 410, or refused many letters in a row, is sent only an occasional probe.
 */
public record Pause(Instant since, String why) {}
