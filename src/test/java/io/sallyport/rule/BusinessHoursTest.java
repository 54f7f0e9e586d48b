package io.sallyport.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessHoursTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  /** 2026-11-30 is a Monday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Within, before, after, and exactly to the end.
        "09:00-18:00 | UTC | 2026-11-30T10:00:00Z | PT1H | 2026-11-30T11:00:00Z",
        "09:00-18:00 | UTC | 2026-11-30T03:00:00Z | PT1H | 2026-11-30T10:00:00Z",
        "09:00-18:00 | UTC | 2026-11-30T20:00:00Z | PT1H | 2026-12-01T10:00:00Z",
        "09:00-18:00 | UTC | 2026-11-30T17:30:00Z | PT30M | 2026-11-30T18:00:00Z",
        "09:00-18:00 | UTC | 2026-11-30T17:30:00Z | PT31M | 2026-12-01T09:01:00Z",
        "09:00-18:00 | UTC | 2026-11-30T18:00:00Z | PT1S | 2026-12-01T09:00:01Z",
        "09:00-18:00 | UTC | 2026-11-30T17:59:59Z | PT2S | 2026-12-01T09:00:01Z",
        // Over a weekend, and on one day of the week only.
        "Mo-Fr 09:00-18:00 | UTC | 2026-12-04T17:00:00Z | PT2H | 2026-12-07T10:00:00Z",
        "Mo-Fr 09:00-18:00 | UTC | 2026-12-05T12:00:00Z | PT1H | 2026-12-07T10:00:00Z",
        "Su 10:00-12:00 | UTC | 2026-11-30T00:00:00Z | PT3H | 2026-12-13T11:00:00Z",
        "Fr-Mo 10:00-12:00 | UTC | 2026-12-04T11:00:00Z | PT6H | 2026-12-07T11:00:00Z",
        // Over midnight: the night from Friday to Saturday is Friday's.
        "22:00-06:00 | UTC | 2026-11-30T03:00:00Z | PT4H | 2026-11-30T23:00:00Z",
        "22:00-06:00 | UTC | 2026-11-30T23:00:00Z | PT4H | 2026-12-01T03:00:00Z",
        "Mo-Fr 22:00-06:00 | UTC | 2026-12-05T05:00:00Z | PT2H | 2026-12-07T23:00:00Z",
        "Mo-Fr 22:00-06:00 | UTC | 2026-11-30T05:00:00Z | PT1H | 2026-11-30T23:00:00Z",
        // Several, in any order, with a break, and one in another.
        "Mo-Fr 13:00-17:00, Mo-Fr 09:00-12:00 | UTC | 2026-11-30T11:30:00Z | PT1H |"
            + " 2026-11-30T13:30:00Z",
        "Mo-Fr 09:00-17:00, Sa 10:00-14:00 | UTC | 2026-12-04T16:00:00Z | PT2H |"
            + " 2026-12-05T11:00:00Z",
        "09:00-17:00,10:00-12:00,16:00-18:00 | UTC | 2026-11-30T09:00:00Z | PT9H |"
            + " 2026-11-30T18:00:00Z",
        "Mo 22:00-06:00, Tu 05:00-08:00 | UTC | 2026-11-30T22:00:00Z | PT9H | 2026-12-01T07:00:00Z",
        // All day, and to midnight.
        "00:00-24:00 | UTC | 2026-11-30T23:30:00Z | PT1H | 2026-12-01T00:30:00Z",
        "Mo 20:00-24:00 | UTC | 2026-11-30T23:30:00Z | PT1H | 2026-12-07T20:30:00Z",
        "Mo 20:00-00:00 | UTC | 2026-11-30T23:30:00Z | PT1H | 2026-12-07T20:30:00Z",
        // By another clock.
        "09:00-18:00 | Asia/Kolkata | 2026-11-30T00:00:00Z | PT1H | 2026-11-30T04:30:00Z",
        "Mo 09:00-18:00 | Pacific/Auckland | 2026-11-29T19:00:00Z | PT1H | 2026-11-29T21:00:00Z",
        // Spring in Lisbon: 01:00 is 02:00 on 2026-03-29. A night has an hour less.
        "22:00-06:00 | Europe/Lisbon | 2026-03-28T22:00:00Z | PT7H | 2026-03-29T05:00:00Z",
        "22:00-06:00 | Europe/Lisbon | 2026-03-28T22:00:00Z | PT8H | 2026-03-29T22:00:00Z",
        "01:30-03:00 | Europe/Lisbon | 2026-03-29T00:00:00Z | PT30M | 2026-03-29T01:30:00Z",
        "00:30-01:30 | Europe/Lisbon | 2026-03-29T00:00:00Z | PT1H | 2026-03-30T00:00:00Z",
        // Autumn: 01:00 to 02:00 comes twice on 2026-10-25. A night has an hour more.
        "22:00-06:00 | Europe/Lisbon | 2026-10-24T21:00:00Z | PT9H | 2026-10-25T06:00:00Z",
        "01:30-03:00 | Europe/Lisbon | 2026-10-25T00:00:00Z | PT1H | 2026-10-25T01:30:00Z",
        "00:00-01:30 | Europe/Lisbon | 2026-10-24T23:00:00Z | PT2H30M | 2026-10-25T01:30:00Z"
      })
  void theTimeGoesByInTheHoursOnly(
      String hours, String zone, Instant from, Duration length, Instant expected) {
    assertThat(BusinessHours.parse(hours, ZoneId.of(zone)).after(from, length)).isEqualTo(expected);
  }

  @Test
  void withoutHoursItAlwaysGoesBy() {
    Instant from = Instant.parse("2026-11-30T23:59:59Z");

    assertThat(BusinessHours.ALWAYS.after(from, Duration.ofHours(30)))
        .isEqualTo(from.plus(Duration.ofHours(30)));
    assertThat(BusinessHours.ALWAYS.weekly()).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mo-Fr 09:00-18:00 | PT45H",
        "09:00-18:00 | PT63H",
        "09:00-17:00, 10:00-12:00, 16:00-18:00 | PT63H",
        "Su 22:00-06:00 | PT8H",
        "Su 22:00-06:00, Mo 00:00-06:00 | PT8H",
        "Mo 00:00-24:00 | PT24H",
        "22:00-21:59 | PT167H53M"
      })
  void aWeekHasSoManyHours(String hours, Duration expected) {
    assertThat(BusinessHours.parse(hours, UTC).weekly()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9-18",
        "9:00-18:00",
        "09:00",
        "09:00-18:60",
        "24:00-09:00",
        "09:00 - 18:00",
        "Mon-Fri 09:00-18:00",
        "mo-fr 09:00-18:00",
        "Mo- 09:00-18:00",
        "Xx 09:00-18:00",
        "oT 09:00-18:00",
        "Mo-Xx 09:00-18:00",
        "Mo-Fr",
        "09:00-18:00,",
        "09:00-18:00 Mo",
        "Mo-Fr 09:00-18:00; Sa 10:00-14:00"
      })
  void saysHowHoursAreWritten(String hours) {
    assertThatThrownBy(() -> BusinessHours.parse(hours, UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a span of hours: use 09:00-18:00 or Mo-Fr 09:00-18:00");
  }

  @Test
  void aSpanWithoutLengthIsNone() {
    assertThatThrownBy(() -> BusinessHours.parse("Mo 08:00-08:00", UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("starts and ends at 08:00: use 00:00-24:00");
  }

  @Test
  void aLimitIsShorterThanTheHoursOfAWeek() {
    BusinessHours hours = BusinessHours.parse("Mo-Fr 09:00-18:00", UTC);

    assertThatCode(() -> new FirstResponseLimit(Duration.ofHours(44), hours))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new FirstResponseLimit(Duration.ofHours(45), hours))
        .hasMessageContaining("shorter than the hours of a week, which are 2700m");
    assertThatThrownBy(() -> new FirstResponseLimit(Duration.ZERO, hours))
        .hasMessageContaining("at least 1s");
    assertThatThrownBy(() -> new FirstResponseLimit(Duration.ofMillis(1500), hours))
        .hasMessageContaining("whole seconds");
  }

  private record Drawn(String text, List<Boolean> days, int start, int end) {

    /** Begins and ends at times that no clock shows twice or leaves out. */
    static Drawn of(Random random) {
      int start = 4 * 60 + random.nextInt(19 * 60);
      int end = 4 * 60 + random.nextInt(19 * 60);
      end = end == start ? end + 1 : end;
      int first = random.nextInt(7);
      int last = random.nextInt(7);
      boolean all = random.nextInt(3) == 0;
      List<Boolean> days = new ArrayList<>(Collections.nCopies(7, all));
      days.set(last, true);
      for (int day = first; day != last; day = (day + 1) % 7) {
        days.set(day, true);
      }
      String hours =
          LocalTime.ofSecondOfDay(start * 60L) + "-" + LocalTime.ofSecondOfDay(end * 60L);
      String text =
          all ? hours : DAYS.get(first) + (first == last ? "" : "-" + DAYS.get(last)) + " " + hours;
      return new Drawn(text, days, start, end);
    }

    boolean has(ZonedDateTime time) {
      int minute = time.getHour() * 60 + time.getMinute();
      boolean today = days.get(time.getDayOfWeek().ordinal());
      boolean yesterday = days.get(time.getDayOfWeek().minus(1).ordinal());
      return end > start
          ? today && minute >= start && minute < end
          : today && minute >= start || yesterday && minute < end;
    }
  }

  /** Beside a count of every minute, over changes of the clock. */
  @Test
  void isWhatGoingThroughEveryMinuteSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> zones =
        List.of("UTC", "Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Asia/Kolkata");
    for (int i = 0; i < 400; i++) {
      List<Drawn> spans = new ArrayList<>();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        spans.add(Drawn.of(random));
      }
      String text = String.join(", ", spans.stream().map(Drawn::text).toList());
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant from =
          Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * random.nextInt(365 * 24 * 60));
      BusinessHours hours = BusinessHours.parse(text, zone);
      int most = (int) Math.min(3000, hours.weekly().toMinutes());
      int length = 1 + random.nextInt(most);

      Instant at = from;
      for (int left = length; left > 0; at = at.plusSeconds(60)) {
        ZonedDateTime local = at.atZone(zone);
        left -= spans.stream().anyMatch(span -> span.has(local)) ? 1 : 0;
      }

      assertThat(hours.after(from, Duration.ofMinutes(length)))
          .as("seed %s: %s in %s from %s for %s minutes", seed, text, zone, from, length)
          .isEqualTo(at);
    }
  }
}
