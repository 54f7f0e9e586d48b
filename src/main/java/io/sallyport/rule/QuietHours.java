package io.sallyport.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hours of every day, by the contact's clock, in which no marketing is sent. They begin at {@code
 * start} and end before {@code end}, on the next day if that is the earlier time.
 *
 * <p>Where several zones are possible it is quiet when it is quiet in any of them, and where a
 * clock shows a time twice they last from its first start to its last end.
 */
public record QuietHours(LocalTime start, LocalTime end) {

  /** The end when no hour of the day is outside them in every zone. */
  public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private static final Pattern HOURS =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

  /** Clocks are a day apart at the most, and a change of one is an hour. */
  private static final Duration HORIZON = Duration.ofDays(3);

  public QuietHours {
    if (start.equals(end)) {
      throw new IllegalArgumentException(
          "starts and ends at "
              + start
              + ": use two times, or policy.marketing.max=0 for no marketing at all");
    }
  }

  /**
   * Reads {@code 21:00-08:00}.
   *
   * @throws IllegalArgumentException what is wrong and what to write instead
   */
  public static QuietHours parse(String hours) {
    Matcher times = HOURS.matcher(hours.strip());
    if (!times.matches()) {
      throw new IllegalArgumentException(
          "\""
              + hours
              + "\" is not a span of hours: use 21:00-08:00, two times from 00:00 to 23:59");
    }
    return new QuietHours(time(times, 1), time(times, 3));
  }

  private static LocalTime time(Matcher times, int hour) {
    return LocalTime.of(
        Integer.parseInt(times.group(hour)), Integer.parseInt(times.group(hour + 1)));
  }

  /** {@code between 21:00 and 08:00}. */
  String inWords() {
    return "between " + start + " and " + end;
  }

  /**
   * When it is no longer quiet in any of the zones; null when it is in none now, {@link #NEVER}
   * when it always is in one.
   */
  public @Nullable Instant endsAt(List<ZoneId> zones, Instant now) {
    Instant last = now.plus(HORIZON);
    Instant at = now;
    Instant end = latestEnd(zones, at);
    while (end.isAfter(at) && at.isBefore(last)) {
      at = end;
      end = latestEnd(zones, at);
    }
    if (end.isAfter(at)) {
      return NEVER;
    }
    return at.equals(now) ? null : at;
  }

  /** {@code at} itself when it is quiet in none. */
  private Instant latestEnd(List<ZoneId> zones, Instant at) {
    Instant latest = at;
    for (ZoneId zone : zones) {
      ZoneRules rules = zone.getRules();
      LocalDate today = LocalDate.ofInstant(at, zone);
      latest = later(latest, endOn(today.minusDays(1), rules, at));
      latest = later(latest, endOn(today, rules, at));
    }
    return latest;
  }

  /** The end of the quiet hours that start on the day; {@code at} itself when it is not in them. */
  private Instant endOn(LocalDate day, ZoneRules rules, Instant at) {
    LocalDate endDay = end.isAfter(start) ? day : day.plusDays(1);
    Instant from = LocalTimes.first(day.atTime(start), rules);
    Instant until = LocalTimes.last(endDay.atTime(end), rules);
    return at.isBefore(from) ? at : until;
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
