package io.sallyport.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.budget.Budget.Period;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {

  private Instant now = Instant.parse("2026-11-10T12:00:00Z");
  private String zone = "UTC";

  private static Budget budget(
      String name, Set<String> clients, Set<String> numbers, Category... categories) {
    return new Budget(name, clients, numbers, Set.of(categories), Period.MONTH, null, null, 7L, 80);
  }

  private Budgets budgets(Budget... all) throws RateCard.Malformed {
    String card =
        "country,category,price,currency,valid_from\nUS,marketing,0.0691,EUR,2026-01-01\n";
    return new Budgets(
        List.of(all),
        ids -> ZoneId.of(zone),
        new Tariff(null, RateCard.parse(new StringReader(card))),
        () -> now);
  }

  private static List<String> names(Spending spending) {
    return spending.budgets().stream().map(one -> one.budget().name()).toList();
  }

  @Test
  void thoseApplyThatTheClientTheNumberAndTheCategoryAreIn() throws RateCard.Malformed {
    Budgets all =
        budgets(
            budget("all", Set.of(), Set.of()),
            budget("shop", Set.of("shop"), Set.of()),
            budget("one", Set.of(), Set.of("1")),
            budget("promo", Set.of(), Set.of(), Category.MARKETING),
            budget("none", Set.of("shop"), Set.of("1"), Category.SERVICE));

    assertThat(names(all.spending("r", "shop", "1", Category.MARKETING, "US", Charge.REGULAR)))
        .containsExactly("all", "shop", "one", "promo");
    assertThat(names(all.spending("r", "", "2", Category.SERVICE, null, null)))
        .containsExactly("all");
    assertThat(all.ofNumber("2")).extracting(it -> it.budget().name()).contains("shop", "promo");
    assertThat(all.ofNumber("2")).extracting(it -> it.budget().name()).doesNotContain("one");
    assertThat(
            budgets(budget("shop", Set.of("shop"), Set.of()))
                .spending("r", "crm", "1", Category.MARKETING, "US", Charge.REGULAR))
        .isNull();
  }

  @Test
  void whatIsFreeOrHasNoPriceCostsNothing() throws RateCard.Malformed {
    Budgets all = budgets(budget("all", Set.of(), Set.of()));
    Cost regular = all.spending("r", "", "1", Category.MARKETING, "US", Charge.REGULAR).cost();
    assertThat(regular.charged()).isTrue();
    assertThat(Cost.micros(regular.price().amount())).isEqualTo(69_100);
    assertThat(
            all.spending("r", "", "1", Category.MARKETING, "US", Charge.FREE_ENTRY_POINT)
                .cost()
                .charged())
        .isFalse();
    assertThat(all.spending("r", "", "1", Category.UTILITY, "US", Charge.REGULAR).cost().price())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, UTC, 2026-11-10T12:00:00Z, 2026-11-10T00:00:00Z, 2026-11-11T00:00:00Z",
    "DAY, Asia/Kolkata, 2026-11-10T18:29:59Z, 2026-11-09T18:30:00Z, 2026-11-10T18:30:00Z",
    "DAY, Asia/Kolkata, 2026-11-10T18:30:00Z, 2026-11-10T18:30:00Z, 2026-11-11T18:30:00Z",
    "MONTH, UTC, 2026-12-31T23:59:59Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "MONTH, America/Sao_Paulo, 2026-12-01T02:59:59Z, 2026-11-01T03:00:00Z, 2026-12-01T03:00:00Z",
    "DAY, Europe/Lisbon, 2026-10-25T12:00:00Z, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z"
  })
  void periodsBeginAtTheMidnightsOfTheTimeZone(
      Period period, String where, Instant at, Instant since, Instant resetsAt)
      throws RateCard.Malformed {
    now = at;
    zone = where;
    Budget budget =
        new Budget("b", Set.of(), Set.of(), Set.of(), period, BigDecimal.ONE, "EUR", null, 80);
    Budgets all = budgets(budget);

    CurrentBudget current = all.current(budget);

    assertThat(current.since()).isEqualTo(since);
    assertThat(current.resetsAt()).isEqualTo(resetsAt);
    assertThat(all.before(current).resetsAt()).isEqualTo(since);
  }

  @ParameterizedTest
  @CsvSource({"0.0691,69100", "7,7000000", "0.0000005,1", "0.00000049,0", "1E+3,1000000000"})
  void amountsAreWholeMillionths(BigDecimal amount, long micros) {
    assertThat(Cost.micros(amount)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"69100,0.0691", "7000000,7", "1000000000,1000", "0,0"})
  void millionthsAreWrittenAsAmounts(long micros, String amount) {
    assertThat(Cost.amount(micros)).hasToString(amount);
  }
}
