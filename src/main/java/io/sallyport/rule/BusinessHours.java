package io.sallyport.rule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a week in which somebody answers. Each span begins on one of its days; one that ends
 * at an earlier time than it begins goes on to the next day. Spans that overlap count once.
 *
 * <p>Where a clock shows a time twice a span lasts from its first start to its last end; one that
 * begins or ends at a time that is left out does so when the clock is changed.
 */
public final class BusinessHours {

  /** Every hour of every day. */
  public static final BusinessHours ALWAYS =
      new BusinessHours(
          List.of(new Span(EnumSet.allOf(DayOfWeek.class), LocalTime.MIN, LocalTime.MIN)),
          ZoneId.of("UTC"));

  private static final int DAY = 24 * 60;
  private static final String DAYS = "MoTuWeThFrSaSu";
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:([A-Z][a-z])(?:-([A-Z][a-z]))?\\s+)?"
              + "([01]\\d|2[0-3]):([0-5]\\d)-(?:(24):(00)|([01]\\d|2[0-3]):([0-5]\\d))");

  /** Hours of some days; to midnight, or a later day's, if {@code end} is not after the start. */
  private record Span(Set<DayOfWeek> days, LocalTime start, LocalTime end) {

    LocalDateTime startOn(LocalDate day) {
      return day.atTime(start);
    }

    LocalDateTime endOn(LocalDate day) {
      return (end.isAfter(start) ? day : day.plusDays(1)).atTime(end);
    }
  }

  private final List<Span> spans;
  private final ZoneId zone;

  private BusinessHours(List<Span> spans, ZoneId zone) {
    this.spans = spans.stream().sorted(Comparator.comparing(Span::start)).toList();
    this.zone = zone;
  }

  /**
   * Reads {@code 09:00-18:00}, {@code Mo-Fr 09:00-18:00} or {@code Sa 10:00-24:00}, several with
   * commas; without days on every day.
   *
   * @throws IllegalArgumentException what is wrong and what to write instead
   */
  public static BusinessHours parse(String hours, ZoneId zone) {
    List<Span> spans = new ArrayList<>();
    for (String one : hours.split(",", -1)) {
      spans.add(span(one.strip()));
    }
    return new BusinessHours(spans, zone);
  }

  private static Span span(String text) {
    Matcher parts = SPAN.matcher(text);
    int from = parts.matches() ? day(parts.group(1)) : -1;
    int to = from < 0 ? -1 : parts.group(2) == null ? from : day(parts.group(2));
    if (to < 0 || (parts.group(1) == null && parts.group(2) != null)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a span of hours: use 09:00-18:00 or Mo-Fr 09:00-18:00, days Mo Tu We Th"
              + " Fr Sa Su, times from 00:00 to 24:00, several with commas");
    }
    LocalTime start = LocalTime.of(number(parts, 3), number(parts, 4));
    boolean toMidnight = parts.group(5) != null;
    LocalTime end = toMidnight ? LocalTime.MIN : LocalTime.of(number(parts, 7), number(parts, 8));
    if (end.equals(start) && !toMidnight) {
      throw new IllegalArgumentException(
          "\"" + text + "\" starts and ends at " + start + ": use 00:00-24:00 for all of a day");
    }
    return new Span(days(parts.group(1) == null, from, to), start, end);
  }

  /** Of Monday 0; of no day 0, too; -1 when it is none. */
  private static int day(@Nullable String name) {
    if (name == null) {
      return 0;
    }
    int at = DAYS.indexOf(name);
    return at < 0 || at % 2 == 1 ? -1 : at / 2;
  }

  /** From one day to the other, over the end of the week, too. */
  private static Set<DayOfWeek> days(boolean isAll, int from, int to) {
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(from + 1));
    for (int day = from; day != (isAll ? (from + 6) % 7 : to); day = (day + 1) % 7) {
      days.add(DayOfWeek.of((day + 1) % 7 + 1));
    }
    return days;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /**
   * When this much of the hours has gone by after a time; whatever is not within them is not
   * counted.
   */
  public Instant after(Instant from, Duration length) {
    ZoneRules rules = zone.getRules();
    Duration left = length;
    Instant reached = from;
    // What began the day before may go on.
    for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1); ; day = day.plusDays(1)) {
      for (Span span : spans) {
        if (!span.days().contains(day.getDayOfWeek())) {
          continue;
        }
        Instant start = later(reached, LocalTimes.first(span.startOn(day), rules));
        Instant end = LocalTimes.last(span.endOn(day), rules);
        if (end.isAfter(start)) {
          Duration here = Duration.between(start, end);
          if (left.compareTo(here) <= 0) {
            return start.plus(left);
          }
          left = left.minus(here);
          reached = end;
        }
      }
    }
  }

  /** How many of them a week has, where no clock is changed. */
  public Duration weekly() {
    int week = 7 * DAY;
    BitSet minutes = new BitSet(2 * week);
    for (Span span : spans) {
      for (DayOfWeek day : span.days()) {
        int midnight = (day.getValue() - 1) * DAY;
        int end = midnight + (span.end().isAfter(span.start()) ? 0 : DAY);
        minutes.set(midnight + minute(span.start()), end + minute(span.end()));
      }
    }
    minutes.or(minutes.get(week, 2 * week));
    return Duration.ofMinutes(minutes.get(0, week).cardinality());
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
