package io.sallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.pricing.RateCard.Malformed;
import io.sallyport.template.Category;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCardTest {

  private static final String HEADER = "country,category,price,currency,valid_from";
  private static final LocalDate DAY = LocalDate.of(2026, 10, 2);

  private static RateCard parse(String csv) throws Malformed {
    return RateCard.parse(new StringReader(csv));
  }

  private static RateCard card(String... rows) throws Malformed {
    return parse(HEADER + "\n" + String.join("\n", rows));
  }

  private static Optional<String> utility(RateCard card, @Nullable String country) {
    return amount(card, country, "UTILITY", DAY);
  }

  private static Optional<String> amount(
      RateCard card, @Nullable String country, String category, LocalDate day) {
    return card.price(country, new Category(category), day).map(it -> it.amount().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "PL, 1", // its own row
    "pl, 1", "UA, 2", // its market's
    "KE, 3", "US, 4", "CU, 5", // in no market with a name
    "XK, 5", "DE, 9", // never in a market, without a row
    ", 9"
  })
  void theMostSpecificRowWins(@Nullable String country, String amount) throws Malformed {
    RateCard card =
        card(
            "*,utility,9,USD,2026-10-01",
            "Other,utility,5,USD,2026-10-01",
            "North America,utility,4,USD,2026-10-01",
            "REST OF AFRICA,utility,3,USD,2026-10-01",
            "Rest of Central & Eastern Europe,utility,2,USD,2026-10-01",
            "PL,utility,1,USD,2026-10-01");

    assertThat(utility(card, country)).contains(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "North America, CA",
    "Rest of Africa, MA",
    "Rest of Asia Pacific, BD",
    "Rest of Central & Eastern Europe, GR",
    "Rest of Latin America, PR",
    "Rest of Middle East, KW",
    "Rest of Western Europe, CH",
    "Other, KZ"
  })
  void aMarketsRowIsItsCountries(String market, String country) throws Malformed {
    RateCard card = card(market + ",utility,1,USD,2026-10-01");

    assertThat(utility(card, country)).contains("1");
    assertThat(utility(card, "FR")).isEmpty();
    assertThat(utility(card, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-06-30,", "2026-07-01, 1", "2026-09-30, 1", "2026-10-01, 2", "2027-05-05, 2"})
  void theNewestRowThatIsValidCounts(LocalDate day, @Nullable String amount) throws Malformed {
    RateCard card = card("BR,utility,2,USD,2026-10-01", "BR,utility,1,USD,2026-07-01");

    assertThat(amount(card, "BR", "UTILITY", day)).isEqualTo(Optional.ofNullable(amount));
  }

  @Test
  void aCountryIsPricedAsItsMarketUntilItHasARowOfItsOwn() throws Malformed {
    RateCard card = card("Rest of Africa,utility,1,USD,2026-07-01", "MA,utility,2,USD,2026-10-01");

    assertThat(amount(card, "MA", "UTILITY", LocalDate.of(2026, 9, 30))).contains("1");
    assertThat(amount(card, "MA", "UTILITY", LocalDate.of(2026, 10, 1))).contains("2");
  }

  @ParameterizedTest
  @CsvSource({
    "BR, SERVICE, 1", // the place's utility, before another place's service
    "KE, SERVICE, 4",
    "DE, SERVICE, 9",
    "BR, MARKETING_LITE, 2",
    "KE, MARKETING_LITE, 6",
    "BR, AUTHENTICATION-INTERNATIONAL, 3",
    "KE, AUTHENTICATION-INTERNATIONAL, 7",
    "KE, AUTHENTICATION_INTERNATIONAL, 7"
  })
  void aCategoryWithoutARowCostsWhatItIsBilledAs(String country, String category, String amount)
      throws Malformed {
    RateCard card =
        card(
            "*,service,9,USD,2026-10-01",
            "BR,utility,1,USD,2026-10-01",
            "BR,marketing,2,USD,2026-10-01",
            "BR,authentication,3,USD,2026-10-01",
            "KE,utility,0,USD,2026-10-01",
            "KE,service,4,USD,2026-10-01",
            "KE,marketing,0,USD,2026-10-01",
            "KE,marketing_lite,6,USD,2026-10-01",
            "KE,authentication,0,USD,2026-10-01",
            "KE,Authentication-International,7,USD,2026-10-01");

    assertThat(amount(card, country, category, DAY)).contains(amount);
  }

  @Test
  void aCategoryOfWhichNothingIsSaidHasNoPrice() throws Malformed {
    RateCard card = card("BR,utility,1,USD,2026-10-01");

    assertThat(amount(card, "BR", "MARKETING", DAY)).isEmpty();
    assertThat(RateCard.EMPTY.price("BR", Category.UTILITY, DAY)).isEmpty();
  }

  @Test
  void readsWhatSpreadsheetsAndPeopleWrite() throws Malformed {
    RateCard card =
        parse(
            "\uFEFF# prices of October\r\n\r\n"
                + "Valid_From, \"currency\" ,PRICE,category,country\r\n"
                + "  # a comment, too\r\n"
                + "2026-10-01,usd,0.0070, Utility ,br\r\n"
                + "\"2026-10-01\",\"EUR\",\"0\",\"MARKETING\",\"Rest of Central & Eastern Europe\"");

    assertThat(card.price("BR", Category.UTILITY, DAY))
        .contains(new Price(new BigDecimal("0.0070"), "USD"));
    assertThat(card.price("SK", Category.MARKETING, DAY))
        .contains(new Price(BigDecimal.ZERO, "EUR"));
  }

  static Stream<Arguments> malformed() {
    String fine = "BR,utility,1,USD,2026-10-01";
    return Stream.of(
        arguments("", 1, "the file has no header: begin with " + HEADER),
        arguments("# nothing\n\n", 2, "the file has no header"),
        arguments("country;category;price;currency;valid_from", 1, "has no column country: use "),
        arguments(
            HEADER.replace("_", "-"), 1, "the header has no column valid_from: use " + HEADER),
        arguments(HEADER + ",note", 1, "the header has 6 columns: use only " + HEADER),
        arguments(HEADER + "\nBR,utility,1,USD", 2, "has 4 cells instead of 5: use " + HEADER),
        arguments(HEADER + "\n" + fine + ",x", 2, "has 6 cells instead of 5"),
        row("UK,utility,1,USD,2026-10-01", "country is \"UK\": use an ISO code"),
        row("Brazil,utility,1,USD,2026-10-01", "country is \"Brazil\": use an ISO code"),
        row(",utility,1,USD,2026-10-01", "country is \"\": use an ISO code"),
        row("BR,utilty,1,USD,2026-10-01", "category is \"utilty\": use marketing, utility"),
        row("BR,utility,-1,USD,2026-10-01", "price is \"-1\": use a number such as 0.0135"),
        row("BR,utility,\"0,01\",USD,2026-10-01", "price is \"0,01\": use a number"),
        row("BR,utility,1e999999999,USD,2026-10-01", "price is \"1e999999999\": use a number"),
        row("BR,utility,$1,USD,2026-10-01", "price is \"$1\": use a number"),
        row("BR,utility,1,US,2026-10-01", "currency is \"US\": use three letters such as USD"),
        row("BR,utility,1,$,2026-10-01", "currency is \"$\": use three letters"),
        row("BR,utility,1,USD,1.10.2026", "valid_from is \"1.10.2026\": use a date such as"),
        row("BR,utility,1,USD,2026-02-30", "valid_from is \"2026-02-30\": use a date such as"),
        row("\"BR,utility,1,USD,2026-10-01", "a quote is not closed on its line"),
        row("B\"R\",utility,1,USD,2026-10-01", "a quote is inside a cell"),
        row("\"B\"R\"\",utility,1,USD,2026-10-01", "a quote is inside a cell"),
        row("\"BR\"x,utility,1,USD,2026-10-01", "a quote is inside a cell"),
        row("\"a \"\"b\"\"\",utility,1,USD,2026-10-01", "country is \"a \"b\"\": use"),
        arguments(
            HEADER + "\n" + fine + "\n\nbr, Utility,2,EUR,2026-10-01",
            4,
            "the same country, category and valid_from are on line 2: remove one of them"));
  }

  private static Arguments row(String row, String what) {
    return arguments(HEADER + "\n# comments count as lines\n" + row, 3, what);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItDoesNotUnderstandAndSaysWhere(String csv, int line, String what) {
    Malformed malformed = catchThrowableOfType(Malformed.class, () -> parse(csv));

    assertThat(malformed).hasMessageStartingWith("line " + line + ": ").hasMessageContaining(what);
    assertThat(malformed.line()).isEqualTo(line);
  }

  @Test
  void aReaderThatFailsIsNotAMalformedCard() {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk");
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> RateCard.parse(broken)).isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BR", "US", "UA", "KE", "FR", "CU"})
  void theExampleIsACardWithAllCategories(String country) throws Exception {
    try (Reader csv = Files.newBufferedReader(Path.of("deploy/rate-card.example.csv"))) {
      RateCard card = RateCard.parse(csv);

      for (String category : Arrays.asList("MARKETING", "UTILITY", "AUTHENTICATION", "SERVICE")) {
        assertThat(amount(card, country, category, DAY)).as(category).isPresent();
        assertThat(amount(card, country, category, DAY.minusDays(2))).as(category).isEmpty();
      }
    }
  }

  @Test
  void theExampleSaysItIsOne() throws IOException {
    assertThat(Files.readString(Path.of("deploy/rate-card.example.csv")))
        .startsWith("# AN EXAMPLE. THESE ARE NOT META'S PRICES");
  }

  @Test
  void aPriceCanBeMultipliedAndIsNeverNegative() {
    Price price = new Price(new BigDecimal("0.0070"), "USD");

    assertThat(price.times(1_000)).isEqualTo(new Price(new BigDecimal("7.0000"), "USD"));
    assertThatThrownBy(() -> price.times(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Price(BigDecimal.ONE, "usd"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
