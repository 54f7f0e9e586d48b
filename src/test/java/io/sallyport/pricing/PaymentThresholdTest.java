package io.sallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.pricing.PaymentThreshold.Payments;
import io.sallyport.pricing.SpendReport.Row;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaymentThresholdTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  private static Row row(int day, String price, String currency, long billable) {
    return new Row(
        new SpendCount(
            DAY.plusDays(day), Category.UTILITY, "US", billable + 5, billable, 0, billable),
        price == null ? null : new Price(new BigDecimal(price), currency));
  }

  private static Payments paid(String threshold, Row... rows) {
    return new PaymentThreshold(new BigDecimal(threshold), "EUR").of(List.of(rows));
  }

  private static void assertPaid(Payments paid, long reached, String open) {
    assertThat(paid.reached()).isEqualTo(reached);
    assertThat(paid.open()).isEqualByComparingTo(open);
  }

  @Test
  void belowItNothingIsCharged() {
    assertPaid(paid("25"), 0, "0");
    assertPaid(paid("25", row(0, "0.10", "EUR", 249)), 0, "24.9");
  }

  @Test
  void whatReachesItIsChargedWholeAndTheSumStartsAgain() {
    assertPaid(paid("0.25", row(0, "0.10", "EUR", 3)), 1, "0");
    assertPaid(paid("0.25", row(0, "0.10", "EUR", 7)), 2, "0.1");
    assertPaid(paid("0.25", row(0, "0.10", "EUR", 4), row(1, "0.10", "EUR", 2)), 2, "0");
    // The total divided by the threshold would be 3.
    assertPaid(paid("0.25", row(0, "0.10", "EUR", 8)), 2, "0.2");
  }

  @Test
  void whatIsOpenOfOneDayIsThereOnTheNext() {
    assertPaid(paid("1", row(0, "0.30", "EUR", 3), row(1, "0.05", "EUR", 3)), 1, "0.05");
  }

  @Test
  void onePriceMayBeMoreThanIt() {
    assertPaid(paid("0.05", row(0, "0.10", "EUR", 4)), 4, "0");
  }

  @Test
  void whatHasNoPriceOrAnotherCurrencyIsLeftOut() {
    assertPaid(
        paid(
            "1",
            row(0, null, "", 9),
            row(0, "0.50", "USD", 9),
            row(0, "0", "EUR", 9),
            row(0, "0.10", "EUR", -1),
            row(0, "0.50", "EUR", 1)),
        0,
        "0.5");
  }

  @Test
  void agreesWithAWalkFromMessageToMessage() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      BigDecimal threshold = BigDecimal.valueOf(1 + random.nextInt(400), 2);
      List<Row> rows = new ArrayList<>();
      long reached = 0;
      BigDecimal open = BigDecimal.ZERO;
      for (int i = 0; i < 8; i++) {
        Row row =
            row(i, BigDecimal.valueOf(1 + random.nextInt(90), 3) + "", "EUR", random.nextInt(60));
        rows.add(row);
        for (long n = 0; n < row.count().billable(); n++) {
          open = open.add(row.price().amount());
          if (open.compareTo(threshold) >= 0) {
            reached++;
            open = BigDecimal.ZERO;
          }
        }
      }
      Payments paid = new PaymentThreshold(threshold, "EUR").of(rows);
      assertThat(paid.reached()).as("-Dseed=" + seed + ", run " + run).isEqualTo(reached);
      assertThat(paid.open()).as("-Dseed=" + seed).isEqualByComparingTo(open);
    }
  }
}
