package io.sallyport.pricing;

import io.sallyport.pricing.RateCard.Malformed;
import io.sallyport.pricing.RateCard.Row;
import io.sallyport.template.Category;
import java.io.BufferedReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a rate card line by line and refuses what it does not understand. */
final class RateCardReader {

  private static final String COUNTRY = "country";
  private static final String CATEGORY = "category";
  private static final String PRICE = "price";
  private static final String CURRENCY = "currency";
  private static final String VALID_FROM = "valid_from";
  private static final List<String> COLUMNS =
      List.of(COUNTRY, CATEGORY, PRICE, CURRENCY, VALID_FROM);

  private static final Set<String> CATEGORIES =
      Set.of(
          "MARKETING",
          "MARKETING_LITE",
          "GENERAL_PURPOSE_AI",
          "UTILITY",
          "AUTHENTICATION",
          "AUTHENTICATION_INTERNATIONAL",
          "SERVICE");

  /** Bounded and without exponents, so that an amount cannot have a million digits. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12})?");

  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{3}");

  private final Map<Row, NavigableMap<LocalDate, Price>> prices = new HashMap<>();
  private final Map<Row, Map<LocalDate, Integer>> lines = new HashMap<>();
  private final Set<String> countries = new HashSet<>(Set.of(Locale.getISOCountries()));

  private RateCardReader() {
    countries.add("XK"); // Kosovo: no ISO code, but a calling code of its own, +383
  }

  static RateCard read(Reader csv) throws Malformed {
    return new RateCardReader().readAll(new BufferedReader(csv).lines().iterator());
  }

  private RateCard readAll(Iterator<String> texts) throws Malformed {
    List<String> header = null;
    int number = 0;
    while (texts.hasNext()) {
      String text = withoutByteOrderMark(texts.next(), ++number);
      if (text.isBlank() || text.stripLeading().startsWith("#")) {
        continue;
      }
      CsvLine line = CsvLine.read(number, text);
      if (header == null) {
        header = header(line);
      } else {
        add(line, header);
      }
    }
    requireHeader(header, Math.max(number, 1));
    return new RateCard(prices);
  }

  /** Spreadsheets begin UTF-8 files with a byte-order mark. */
  private static String withoutByteOrderMark(String text, int number) {
    return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void requireHeader(@Nullable List<String> header, int line) throws Malformed {
    if (header == null) {
      throw new Malformed(line, "the file has no header: begin with " + wantedHeader());
    }
  }

  private static String wantedHeader() {
    return String.join(",", COLUMNS);
  }

  private static List<String> header(CsvLine line) throws Malformed {
    List<String> header = line.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    for (String column : COLUMNS) {
      if (!header.contains(column)) {
        throw new Malformed(
            line.number(),
            "the header has no column " + column + ": use " + wantedHeader() + ", with commas");
      }
    }
    if (header.size() > COLUMNS.size()) {
      throw new Malformed(
          line.number(),
          "the header has " + header.size() + " columns: use only " + wantedHeader());
    }
    return header;
  }

  private void add(CsvLine line, List<String> header) throws Malformed {
    if (line.cells().size() != header.size()) {
      throw new Malformed(
          line.number(),
          "has " + line.cells().size() + " cells instead of 5: use " + String.join(",", header));
    }
    Row row =
        new Row(
            place(line, cell(line, header, COUNTRY)), category(line, cell(line, header, CATEGORY)));
    Price price =
        new Price(
            amount(line, cell(line, header, PRICE)), currency(line, cell(line, header, CURRENCY)));
    LocalDate validFrom = day(line, cell(line, header, VALID_FROM));
    Integer other =
        lines.computeIfAbsent(row, any -> new HashMap<>()).putIfAbsent(validFrom, line.number());
    if (other != null) {
      throw new Malformed(
          line.number(),
          "the same country, category and valid_from are on line "
              + other
              + ": remove one of them");
    }
    prices.computeIfAbsent(row, any -> new TreeMap<>()).put(validFrom, price);
  }

  private static String cell(CsvLine line, List<String> header, String column) {
    return line.cells().get(header.indexOf(column));
  }

  private String place(CsvLine line, String cell) throws Malformed {
    String country = cell.toUpperCase(Locale.ROOT);
    if (cell.equals(RateCard.EVERYWHERE) || countries.contains(country)) {
      return country;
    }
    return Market.named(cell)
        .map(Market::place)
        .orElseThrow(
            () ->
                wrong(
                    line,
                    COUNTRY,
                    cell,
                    "an ISO code such as BR, one of Meta's markets such as Rest of Africa, or *"));
  }

  private static Category category(CsvLine line, String cell) throws Malformed {
    String name = cell.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!CATEGORIES.contains(name)) {
      throw wrong(line, CATEGORY, cell, "marketing, utility, authentication or service");
    }
    return new Category(name);
  }

  private static BigDecimal amount(CsvLine line, String cell) throws Malformed {
    if (!AMOUNT.matcher(cell).matches()) {
      throw wrong(line, PRICE, cell, "a number such as 0.0135, not negative");
    }
    return new BigDecimal(cell);
  }

  private static String currency(CsvLine line, String cell) throws Malformed {
    if (!LETTERS.matcher(cell).matches()) {
      throw wrong(line, CURRENCY, cell, "three letters such as USD");
    }
    return cell.toUpperCase(Locale.ROOT);
  }

  private static LocalDate day(CsvLine line, String cell) throws Malformed {
    try {
      return LocalDate.parse(cell);
    } catch (DateTimeParseException e) {
      throw wrong(line, VALID_FROM, cell, "a date such as 2026-10-01");
    }
  }

  private static Malformed wrong(CsvLine line, String column, String cell, String right) {
    return new Malformed(line.number(), column + " is \"" + cell + "\": use " + right);
  }
}
