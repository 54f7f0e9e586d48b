package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

  private static final Instant WINTER = Instant.parse("2026-01-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // One zone in the country, whatever the number.
    "916315551234, Asia/Kolkata",
    "420601123456, Europe/Prague",
    "447700900123, Europe/London",
    "447781123456, Europe/Guernsey",
    "4779123456, Arctic/Longyearbyen",
    "38344123456, Europe/Belgrade",
    "CZ.13491208655302741918, Europe/Prague",
    "GB.ENT.11815799212886844830, Europe/London",
    // Area codes, also of mobile numbers, also as Meta and we shorten them.
    "12125551234, America/New_York",
    "16505551234, America/Los_Angeles",
    "14165550123, America/Toronto",
    "18765550123, America/Jamaica",
    "522221234567, America/Mexico_City",
    "5212221234567, America/Mexico_City",
    "526641234567, America/Tijuana",
    "551161234567, America/Sao_Paulo",
    "5511923456789, America/Sao_Paulo",
    "556861234567, America/Rio_Branco",
    // Elsewhere only of landlines.
    "74951234567, Europe/Moscow",
    "61291234567, Australia/Sydney",
    "34922123456, Atlantic/Canary"
  })
  void anAreaWithOneZoneTellsIt(String id, String zone) {
    assertThat(TimeZones.of(new Contact(id))).containsExactly(ZoneId.of(zone));
  }

  /** Offsets in January, so that names of one zone do not matter. */
  @ParameterizedTest
  @CsvSource({
    "US.13491208655302741918, '-10, -09, -08, -07, -06, -05'",
    "18005551234, '-10, -09, -08, -07, -06, -05'",
    "MX.13491208655302741918, '-08, -07, -06, -05'",
    "BR.13491208655302741918, '-05, -04, -03, -02'",
    "79123456789, '+02, +03, +04, +05, +06, +07, +08, +09, +10, +11, +12'",
    "RU.13491208655302741918, '+02, +03, +04, +05, +06, +07, +08, +09, +10, +11, +12'",
    "77710009998, '+05'",
    "61491570006, '+08, +08:45, +09:30, +10, +10:30, +11'",
    "6281123456789, '+07, +08, +09'",
    "34612345678, 'Z, +01'",
    "493023125000, '+01'",
    "541123456789, '-03'"
  })
  void aNumberWithoutAnAreaMayBeAnywhereInItsCountry(String id, String offsets) {
    Set<ZoneOffset> found =
        TimeZones.of(new Contact(id)).stream()
            .map(zone -> zone.getRules().getOffset(WINTER))
            .collect(Collectors.toSet());

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            List.of(offsets.split(", ")).stream().map(ZoneOffset::of).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y2FwaV9ncm91cDoxOTUwNTU1MDA3OToxMjAzNjM=",
        "120363028@g.us",
        "12",
        "80012345678",
        "881612345678",
        "ZZ.13491208655302741918"
      })
  void whatHasNoCountryHasNoZone(String id) {
    assertThat(TimeZones.of(new Contact(id))).isEmpty();
  }

  @Test
  void everyCountryWithPhoneNumbersHasAZone() {
    Set<String> without = new TreeSet<>();
    for (String country : PhoneNumberUtil.getInstance().getSupportedRegions()) {
      if (TimeZones.ofCountry(country).isEmpty()) {
        without.add(country);
      }
    }

    assertThat(without).isEmpty();
    assertThat(TimeZones.ofCountry(null)).isEmpty();
    assertThat(TimeZones.ofCountry("us")).isEmpty();
  }

  @Test
  void everyBrazilianAreaIsKnown() {
    for (int area :
        new int[] {11, 21, 27, 31, 41, 48, 51, 61, 65, 67, 68, 69, 71, 81, 85, 91, 92}) {
      assertThat(TimeZones.of(new Contact("55" + area + "61234567"))).as("area " + area).hasSize(1);
    }
  }
}
