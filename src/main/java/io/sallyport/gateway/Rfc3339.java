package io.sallyport.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as RFC 3339 §5.6 spells them: seconds and an offset are required, any offset will do. */
final class Rfc3339 {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?"
              + "(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

  private static final int LEAP_SECOND = 60;

  private Rfc3339() {}

  /**
   * The time, whole seconds: fractions are cut off, a leap second is the second after it.
   *
   * @return empty when it is no such time
   */
  static Optional<Instant> seconds(String text) {
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
   * Seconds the local time is ahead of UTC. {@link ZoneOffset} ends at 18 hours, RFC 3339 at 24.
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
