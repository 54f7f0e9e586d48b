package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetChecksTest {

  private static final String NUMBER = "106540352242922";

  @TempDir Path directory;

  private final Map<String, String> all = new HashMap<>();

  private void card(String... currencies) throws IOException {
    StringBuilder card = new StringBuilder("country,category,price,currency,valid_from\n");
    String[] countries = {"*", "BR"};
    for (int i = 0; i < currencies.length; i++) {
      card.append(countries[i])
          .append(",utility,0.02,")
          .append(currencies[i])
          .append(",2026-01-01\n");
    }
    Path file = Files.writeString(directory.resolve("card.csv"), card);
    all.put("sallyport.pricing.rate-card", file.toString());
  }

  private void budget(String key, String value) {
    all.put("sallyport.budgets.spring." + key, value);
  }

  private List<String> problems() {
    return BudgetChecks.of(ConfiguredNumbers.config(all), Set.of(NUMBER), Set.of("north"), false);
  }

  @Test
  void whatIsInOrderStarts() throws IOException {
    card("EUR");
    all.put("sallyport.clients.crm.key", "a-long-enough-key");
    budget("amount", "0");
    budget("messages", "0");
    budget("currency", "eur");
    budget("clients", "crm,kommo-north");
    budget("numbers", NUMBER);
    budget("categories", "marketing,SERVICE");
    budget("period", "day");
    budget("soft", "100");
    all.put("sallyport.pricing.payment-threshold", "25.50");

    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soft        | 0        | soft must be from 1 to 100
          soft        | 101      | soft must be from 1 to 100
          amount      | -1       | amount must be from 0
          messages    | -1       | messages must not be negative
          currency    | USD      | the rate card has no USD: use EUR
          clients     | nobody   | there is no nobody: set sallyport.clients."nobody".key
          numbers     | 1        | 1 is not configured: set sallyport.numbers."1".waba-id
          categories  | PROMO    | PROMO is not a category: use MARKETING
          """)
  void aBadValueIsToldWithTheKeyAndTheFix(String key, String value, String told)
      throws IOException {
    card("EUR");
    budget("amount", "7");
    budget(key, value);

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("sallyport.budgets.\"spring\"." + key)
        .contains(told);
  }

  @Test
  void aBudgetOfNothingIsNone() {
    budget("soft", "50");
    assertThat(problems()).singleElement().asString().contains("needs one of them");
  }

  @Test
  void anAmountNeedsPricesInItsCurrency() throws IOException {
    budget("amount", "7");
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("sallyport.budgets.\"spring\".amount needs prices", "pricing.rate-card");
    card("EUR", "BRL");
    assertThat(problems()).singleElement().asString().contains("the rate card has BRL, EUR");
    budget("currency", "BRL");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aClientThatAnOperatorMayPutIsNotMissed() {
    budget("messages", "7");
    budget("clients", "later");
    all.put("sallyport.operators.ann.key", "a-long-enough-key");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aThresholdNeedsPricesInOneCurrency() throws IOException {
    all.put("sallyport.pricing.payment-threshold", "25");
    assertThat(problems()).singleElement().asString().contains("needs prices");
    card("EUR", "BRL");
    assertThat(problems()).singleElement().asString().contains("one currency", "BRL, EUR");
    card("EUR");
    assertThat(problems()).isEmpty();
    all.put("sallyport.pricing.payment-threshold", "0");
    assertThat(problems()).singleElement().asString().contains("more than 0");
  }
}
