package io.sallyport.pricing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The markets of Meta's rate cards that are more than one country.
 *
 * <p>Source: the country list of Meta's pricing page as of 2024, before countries left the groups:
 * Hong Kong, Hungary, Poland, Qatar, Romania and Singapore until 2026, and nine more on 2026-10-01
 * (platform-facts.md#rates-and-markets). They stay in their group here: an older rate card has
 * their price in the group's row, and a newer one has rows for them, which win.
 */
enum Market {
  NORTH_AMERICA("North America", "CA US"),
  REST_OF_AFRICA(
      "Rest of Africa",
      "AO BF BI BJ BW CG CI CM DZ ER ET GA GH GM GW KE LR LS LY MA MG ML MR MW MZ NA NE RW SD SL SN"
          + " SO SS SZ TD TG TN TZ UG ZM"),
  REST_OF_ASIA_PACIFIC(
      "Rest of Asia Pacific", "AF AU BD CN HK JP KH LA LK MN NP NZ PG PH SG TH TJ TM TW UZ VN"),
  REST_OF_CENTRAL_AND_EASTERN_EUROPE(
      "Rest of Central & Eastern Europe",
      "AL AM AZ BG BY CZ GE GR HR HU LT LV MD MK PL RO RS SI SK UA"),
  REST_OF_LATIN_AMERICA("Rest of Latin America", "BO CR DO EC GT HN HT JM NI PA PR PY SV UY VE"),
  REST_OF_MIDDLE_EAST("Rest of Middle East", "BH IQ JO KW LB OM QA YE"),
  REST_OF_WESTERN_EUROPE("Rest of Western Europe", "AT BE CH DK FI IE NO PT SE"),
  /** Every country that is in no other group and is not {@link #STANDALONE}. */
  OTHER("Other", "");

  /** Countries that always had a row of their own. */
  private static final Set<String> STANDALONE =
      Set.of(
          "AE", "AR", "BR", "CL", "CO", "DE", "EG", "ES", "FR", "GB", "ID", "IL", "IN", "IT", "MX",
          "MY", "NG", "NL", "PE", "PK", "RU", "SA", "TR", "ZA");

  private static final Map<String, Market> BY_COUNTRY = byCountry();

  private final String title;
  private final String countries;

  Market(String title, String countries) {
    this.title = title;
    this.countries = countries;
  }

  private static Map<String, Market> byCountry() {
    Map<String, Market> byCountry = new HashMap<>();
    for (Market market : values()) {
      for (String country : market.countries.split(" ", -1)) {
        byCountry.put(country, market);
      }
    }
    return byCountry;
  }

  /** The market with this name on Meta's rate cards, in any case. */
  static Optional<Market> named(String name) {
    return Arrays.stream(values()).filter(it -> it.title.equalsIgnoreCase(name)).findFirst();
  }

  /**
   * The market of a country; empty for a country that always had a row of its own.
   *
   * @param country ISO 3166 alpha-2, upper case
   */
  static Optional<Market> of(String country) {
    return STANDALONE.contains(country)
        ? Optional.empty()
        : Optional.of(BY_COUNTRY.getOrDefault(country, OTHER));
  }

  /** The name on a rate card's row, as {@link RateCard} keeps it. */
  String place() {
    return title.toUpperCase(Locale.ROOT);
  }
}
