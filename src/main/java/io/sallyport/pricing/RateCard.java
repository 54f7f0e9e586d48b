package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.io.Reader;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rate card: the price of one charged message by recipient country, category and day.
 *
 * <p>It has no volume tiers, which differ by business (platform-facts.md#rates-and-markets):
 * estimates use list prices.
 */
public final class RateCard {

  /** A card without prices. */
  public static final RateCard EMPTY = new RateCard(Map.of());

  static final String EVERYWHERE = "*";

  /** By place and category: the prices by the day from which they are valid. */
  private final Map<Row, NavigableMap<LocalDate, Price>> prices;

  /**
   * The key of a row.
   *
   * @param place a country, a market or {@link #EVERYWHERE}; upper case
   */
  record Row(String place, Category category) {}

  /** A rate card cannot be read; the message says where and what to change. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    Malformed(int line, String what) {
      super("line " + line + ": " + what);
      this.line = line;
    }

    /** The line it was noticed on, counted from 1. */
    public int line() {
      return line;
    }
  }

  RateCard(Map<Row, NavigableMap<LocalDate, Price>> prices) {
    this.prices = Map.copyOf(prices);
  }

  /**
   * Reads a card from CSV with the columns country, category, price, currency and valid_from, in
   * any order. A country is an ISO 3166 alpha-2 code, the name of one of Meta's markets, or {@code
   * *}. Blank lines and lines that start with {@code #} are left out.
   *
   * @throws java.io.UncheckedIOException when the reader fails
   */
  public static RateCard parse(Reader csv) throws Malformed {
    return RateCardReader.read(csv);
  }

  /**
   * The price on a day: the newest valid one of the country's rows, else of its market's, else of
   * those for everywhere. Without a row for service, the place's price for utility is used
   * (platform-facts.md#how-meta-charges); likewise for categories that Meta bills as another.
   *
   * @param country the recipient's, ISO 3166 alpha-2; null when it is not known
   */
  public Optional<Price> price(@Nullable String country, Category category, LocalDate day) {
    if (prices.isEmpty()) {
      return Optional.empty();
    }
    List<Category> categories = List.of(asWritten(category), standIn(category));
    return ownAndMarket(country).stream()
        .flatMap(place -> categories.stream().map(it -> new Row(place, it)))
        .flatMap(row -> priceOn(row, day).stream())
        .findFirst();
  }

  /** All in which it has prices. */
  public SortedSet<String> currencies() {
    return prices.values().stream()
        .flatMap(byDay -> byDay.values().stream())
        .map(Price::currency)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ownAndMarket(@Nullable String country) {
    if (country == null) {
      return List.of(EVERYWHERE);
    }
    String own = country.toUpperCase(Locale.ROOT);
    return Market.of(own)
        .map(market -> List.of(own, market.place(), EVERYWHERE))
        .orElseGet(() -> List.of(own, EVERYWHERE));
  }

  /** Statuses spell {@code authentication-international}, rate cards mostly with an underscore. */
  private static Category asWritten(Category category) {
    return new Category(category.name().replace('-', '_'));
  }

  private static Category standIn(Category category) {
    return category.equals(Category.SERVICE)
        ? Category.UTILITY
        : Billing.billed(category.name()).orElse(category);
  }

  private Optional<Price> priceOn(Row row, LocalDate day) {
    return Optional.ofNullable(prices.get(row))
        .flatMap(byDay -> Optional.ofNullable(byDay.floorEntry(day)))
        .map(Map.Entry::getValue);
  }
}
