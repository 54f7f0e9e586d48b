package io.sallyport.contact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time zones a contact may be in: those of the number's area if it has one, else all of its
 * country. Where the person really is cannot be known.
 */
public final class TimeZones {

  /** IANA's table of countries and their zones: public domain, unchanged from tzdata. */
  private static final String TABLE = "/tz/zone.tab";

  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

  private static final Map<String, List<ZoneId>> BY_COUNTRY = byCountry();

  private TimeZones() {}

  /**
   * The zones the contact may be in.
   *
   * @return empty when the contact has no country: a group, or a number of no country
   */
  public static List<ZoneId> of(Contact contact) {
    List<ZoneId> ofCountry = ofCountry(contact.country());
    if (ofCountry.size() == 1 || !contact.isPhone()) {
      return ofCountry;
    }
    List<ZoneId> ofArea = known(NumberingPlan.timeZonesOfArea(contact.id()));
    return ofArea.isEmpty() ? ofCountry : ofArea;
  }

  /**
   * All zones of a country.
   *
   * @param code ISO 3166 alpha-2, upper-case
   * @return empty for an unknown country
   */
  public static List<ZoneId> ofCountry(@Nullable String code) {
    return code == null ? List.of() : BY_COUNTRY.getOrDefault(code, List.of());
  }

  private static Map<String, List<ZoneId>> byCountry() {
    Map<String, List<String>> names = new HashMap<>();
    for (String line : table()) {
      if (!line.startsWith("#")) {
        String[] columns = line.split("\t", -1);
        names.computeIfAbsent(columns[0], country -> new ArrayList<>()).add(columns[2]);
      }
    }
    // Kosovo and a few islands have their own numbers, but no row in the table.
    for (String country : NumberingPlan.countries()) {
      names.computeIfAbsent(country, NumberingPlan::timeZonesOfPlan);
    }
    Map<String, List<ZoneId>> zones = new HashMap<>();
    names.forEach((country, of) -> zones.put(country, known(of)));
    return Map.copyOf(zones);
  }

  /** Without zones the JDK does not know: the tables may be newer. */
  private static List<ZoneId> known(Collection<String> names) {
    return names.stream().filter(KNOWN::contains).map(ZoneId::of).toList();
  }

  private static List<String> table() {
    try (InputStream table =
            Objects.requireNonNull(TimeZones.class.getResourceAsStream(TABLE), TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
