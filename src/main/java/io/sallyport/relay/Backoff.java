package io.sallyport.relay;

import java.time.Duration;

/** Exponential backoff with jitter: waits double from the first up to the longest. */
record Backoff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 40;

  /**
   * The wait after this many failures in a row.
   *
   * @param random from 0 to 1: shortens the wait by up to half, so that letters that failed
   *     together are not all retried together
   */
  Duration after(int failures, double random) {
    double doubled = (double) first.toMillis() * (1L << Math.min(failures - 1, MAX_DOUBLINGS));
    double whole = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis((long) (whole * (1 - random / 2)));
  }
}
