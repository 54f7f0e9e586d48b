package io.sallyport.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times by RFC 3339 §5.6: seconds and an offset are required. */
public final class Rfc3339 {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?"
              + "(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

  private static final int LEAP_SECOND = 60;

  private Rfc3339() {}

  /**
   * The time in whole seconds: fractions are cut off, and a leap second is read as the next second.
   *
   * @return empty when it is not such a time
   */
  public static Optional<Instant> seconds(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int second = number(parts, 6);
    int leap = second == LEAP_SECOND ? 1 : 0;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(parts, 1),
              number(parts, 2),
              number(parts, 3),
              number(parts, 4),
              number(parts, 5),
              second - leap);
      long epoch = local.toEpochSecond(ZoneOffset.UTC) + leap - offset(parts);
      return Optional.of(Instant.ofEpochSecond(epoch));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /**
   * Seconds the local time is ahead of UTC. Computed here because RFC 3339 allows offsets up to 24
   * hours and {@link ZoneOffset} only up to 18.
   */
  private static long offset(Matcher parts) {
    if (parts.group(7) == null) {
      return 0;
    }
    long seconds = number(parts, 8) * 3600L + number(parts, 9) * 60L;
    return parts.group(7).equals("-") ? -seconds : seconds;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
