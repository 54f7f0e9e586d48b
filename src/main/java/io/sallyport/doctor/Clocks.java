package io.sallyport.doctor;

import java.time.Duration;

/** Compares this machine's clock with another: windows are judged by Redis's time and Meta's. */
final class Clocks {

  /** Meta tells whole seconds, and its answer is on its way for a while. */
  private static final Duration SMALL = Duration.ofSeconds(3);

  /** A window that is open a minute too long sends what Meta drops. */
  private static final Duration LARGE = Duration.ofMinutes(1);

  private Clocks() {}

  /**
   * A line of it.
   *
   * @param ahead how far the other clock is before this machine's; negative when it is behind
   */
  static Finding of(String check, String whose, Duration ahead) {
    Duration apart = ahead.abs();
    String about =
        whose
            + " is "
            + apart.toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " this machine";
    if (apart.compareTo(SMALL) <= 0) {
      return Finding.ok(check, "as this machine's, within " + SMALL.toSeconds() + " s");
    }
    String fix = "NTP on both machines (chronyc tracking, timedatectl)";
    return apart.compareTo(LARGE) > 0
        ? Finding.fail(check, about, fix)
        : Finding.warn(check, about, fix);
  }
}
