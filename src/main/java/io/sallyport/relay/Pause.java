package io.sallyport.relay;

import java.time.Instant;

/** A target gets nothing but a probe now and then: it wants nothing, or refuses whatever comes. */
public record Pause(Instant since, String why) {}
