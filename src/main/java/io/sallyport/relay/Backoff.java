package io.sallyport.relay;

import java.time.Duration;

/** Waits between tries: they double from the first to the longest. */
record Backoff(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 40;

  /**
   * The wait after so many failures in a row.
   *
   * @param random from 0 to 1: takes off up to half, so that what failed together does not come
   *     back together
   */
  Duration after(int failures, double random) {
    double doubled = (double) first.toMillis() * (1L << Math.min(failures - 1, MOST_DOUBLINGS));
    double whole = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis((long) (whole * (1 - random / 2)));
  }
}
