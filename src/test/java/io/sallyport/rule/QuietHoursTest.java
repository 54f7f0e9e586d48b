package io.sallyport.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.TimeZones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

  @ParameterizedTest
  @CsvSource({
    "21:00-08:00, 21:00, 08:00",
    "' 13:30-15:00 ', 13:30, 15:00",
    "00:00-23:59, 00:00, 23:59",
    "22:00-00:00, 22:00, 00:00"
  })
  void readsTwoTimes(String hours, LocalTime start, LocalTime end) {
    assertThat(QuietHours.parse(hours)).isEqualTo(new QuietHours(start, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "21-08",
        "9:00-8:00",
        "21:00",
        "21:00-24:00",
        "21:00-08:60",
        "21:00 - 08:00",
        "21:00-08:00,13:00-15:00",
        "9pm-8am",
        "PT8H"
      })
  void saysHowHoursAreWritten(String hours) {
    assertThatThrownBy(() -> QuietHours.parse(hours))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"%s\" is not a span of hours: use 21:00-08:00, two times from 00:00 to 23:59", hours);
  }

  @Test
  void aSpanWithoutLengthIsNone() {
    assertThatThrownBy(() -> QuietHours.parse("08:00-08:00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("starts and ends at 08:00: use two times");
  }

  @ParameterizedTest
  @CsvSource({
    // Over midnight, to the second.
    "21:00-08:00, Europe/Prague, 2026-01-15T19:59:59Z,",
    "21:00-08:00, Europe/Prague, 2026-01-15T20:00:00Z, 2026-01-16T07:00:00Z",
    "21:00-08:00, Europe/Prague, 2026-01-15T23:30:00Z, 2026-01-16T07:00:00Z",
    "21:00-08:00, Europe/Prague, 2026-01-16T06:59:59.999Z, 2026-01-16T07:00:00Z",
    "21:00-08:00, Europe/Prague, 2026-01-16T07:00:00Z,",
    // Within a day.
    "13:00-15:00, Asia/Kolkata, 2026-01-15T07:29:59Z,",
    "13:00-15:00, Asia/Kolkata, 2026-01-15T07:30:00Z, 2026-01-15T09:30:00Z",
    "13:00-15:00, Asia/Kolkata, 2026-01-15T09:30:00Z,",
    // Until and from midnight.
    "22:00-00:00, Asia/Tokyo, 2026-01-15T14:59:59Z, 2026-01-15T15:00:00Z",
    "22:00-00:00, Asia/Tokyo, 2026-01-15T15:00:00Z,",
    "00:00-08:00, Asia/Tokyo, 2026-01-15T14:59:59Z,",
    "00:00-08:00, Asia/Tokyo, 2026-01-15T15:00:00Z, 2026-01-15T23:00:00Z",
    // The night the clock goes forward is an hour shorter, the other an hour longer.
    "21:00-08:00, Europe/Prague, 2026-03-28T21:00:00Z, 2026-03-29T06:00:00Z",
    "21:00-08:00, Europe/Prague, 2026-10-24T21:00:00Z, 2026-10-25T07:00:00Z",
    "21:00-08:00, America/New_York, 2026-03-08T03:00:00Z, 2026-03-08T12:00:00Z",
    "21:00-08:00, America/New_York, 2026-11-01T03:00:00Z, 2026-11-01T13:00:00Z",
    // 02:30 does not come on the one, and comes twice on the other.
    "21:00-02:30, Europe/Prague, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
    "02:30-08:00, Europe/Prague, 2026-03-29T00:59:59Z,",
    "02:30-08:00, Europe/Prague, 2026-03-29T01:00:00Z, 2026-03-29T06:00:00Z",
    "21:00-02:30, Europe/Prague, 2026-10-25T00:10:00Z, 2026-10-25T01:30:00Z",
    "21:00-02:30, Europe/Prague, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
    "21:00-02:30, Europe/Prague, 2026-10-25T01:30:00Z,",
    "02:30-08:00, Europe/Prague, 2026-10-25T00:29:59Z,",
    "02:30-08:00, Europe/Prague, 2026-10-25T00:30:00Z, 2026-10-25T07:00:00Z",
    "02:30-08:00, Europe/Prague, 2026-10-25T01:10:00Z, 2026-10-25T07:00:00Z",
    // Several zones: from the first evening to the last morning.
    "21:00-08:00, America/New_York America/Los_Angeles, 2026-01-15T01:59:59Z,",
    "21:00-08:00, America/New_York America/Los_Angeles, 2026-01-15T02:00:00Z, 2026-01-15T16:00:00Z",
    "21:00-08:00, America/Los_Angeles America/New_York, 2026-01-15T13:30:00Z, 2026-01-15T16:00:00Z",
    "21:00-08:00, America/New_York America/Los_Angeles, 2026-01-15T16:00:00Z,",
    // One morning's quiet is another's evening: what ends here goes on there.
    "13:00-15:00, Europe/London Europe/Prague, 2026-01-15T12:00:00Z, 2026-01-15T15:00:00Z",
    "13:00-15:00, Europe/London Asia/Kolkata, 2026-01-15T07:30:00Z, 2026-01-15T09:30:00Z",
    // Eight hours apart: the one's evening begins with the other's morning.
    "20:00-12:00, Europe/London Asia/Shanghai, 2026-01-15T04:00:00Z, 9999-12-31T23:59:59Z"
  })
  void lastAsLongAsItIsQuietInAnyZone(
      String hours, String zones, Instant now, @Nullable Instant end) {
    assertThat(QuietHours.parse(hours).endsAt(zones(zones), now)).isEqualTo(end);
  }

  @Test
  void whereNobodyKnowsTheTimeItIsNotQuiet() {
    assertThat(QuietHours.parse("00:00-23:59").endsAt(List.of(), Instant.EPOCH)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "RU, 21:00-08:00, 2026-01-15T05:59:59Z, 2026-01-15T06:00:00Z",
    "RU, 21:00-08:00, 2026-01-15T06:00:00Z,",
    "RU, 21:00-08:00, 2026-01-15T08:59:59Z,",
    "RU, 21:00-08:00, 2026-01-15T09:00:00Z, 2026-01-16T06:00:00Z",
    "RU, 21:00-11:00, 2026-01-15T09:00:00Z, 9999-12-31T23:59:59Z",
    "US, 21:00-08:00, 2026-07-15T17:59:59Z, 2026-07-15T18:00:00Z",
    "US, 21:00-08:00, 2026-07-15T18:00:00Z,",
    "US, 21:00-08:00, 2026-07-16T01:00:00Z, 2026-07-16T18:00:00Z"
  })
  void aWideCountryHasAShortDay(String country, String hours, Instant now, @Nullable Instant end) {
    assertThat(QuietHours.parse(hours).endsAt(TimeZones.ofCountry(country), now)).isEqualTo(end);
  }

  /** Against walking from minute to minute, around the days when clocks change. */
  @Test
  void endsWhenItIsFirstQuietInNone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] names = {
      "Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Havana"
    };
    Instant[] days = {
      Instant.parse("2026-03-28T12:00:00Z"),
      Instant.parse("2026-10-24T12:00:00Z"),
      Instant.parse("2026-03-07T12:00:00Z"),
      Instant.parse("2026-10-31T12:00:00Z"),
      Instant.parse("2026-04-04T06:00:00Z"),
      Instant.parse("2026-10-03T06:00:00Z")
    };
    for (int i = 0; i < 2000; i++) {
      LocalTime start = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
      LocalTime end = start.plusMinutes(15 * (1 + random.nextInt(48)));
      QuietHours hours = new QuietHours(start, end);
      List<ZoneId> zones =
          List.of(
              ZoneId.of(names[random.nextInt(names.length)]),
              ZoneId.of(names[random.nextInt(names.length)]));
      Instant now =
          days[random.nextInt(days.length)].plus(Duration.ofMinutes(random.nextInt(1440)));

      Instant found = hours.endsAt(zones, now);

      String which = "seed " + seed + ": " + hours + " " + zones + " " + now;
      Instant until = found == null ? now : found;
      if (!until.equals(QuietHours.NEVER)) {
        for (Instant at = now; at.isBefore(until); at = at.plusSeconds(60)) {
          assertThat(hours.endsAt(zones, at)).as(which + " at " + at).isEqualTo(until);
        }
        for (ZoneId zone : zones) {
          assertThat(isInside(hours, LocalTime.ofInstant(until, zone))).as(which).isFalse();
        }
      }
    }
  }

  private static boolean isInside(QuietHours hours, LocalTime time) {
    boolean started = !time.isBefore(hours.start());
    boolean ended = !time.isBefore(hours.end());
    return hours.start().isBefore(hours.end()) ? started && !ended : started || !ended;
  }

  private static List<ZoneId> zones(String names) {
    return Arrays.stream(names.split(" ")).map(ZoneId::of).toList();
  }
}
