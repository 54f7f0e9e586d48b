package io.sallyport.overview;

import java.time.Instant;

/**
 * How often something happened.
 *
 * @param from when the minutes begin that it is counted in
 */
public record Count(Instant from, Counted what, long many) {}
