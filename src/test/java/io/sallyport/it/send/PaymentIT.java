package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often Meta has charged a WABA's card, and what is open. */
class PaymentIT {

  private static final String CARD =
      """
      country,category,price,currency,valid_from
      *,marketing,0.10,EUR,2026-01-01
      """;

  private static JsonObject spend(Gateway gateway, String number, String query) {
    Answer answer = gateway.get("/sallyport/v1/numbers/" + number + "/spend" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static long billable(Gateway gateway, String number) {
    return spend(gateway, number, "").getJsonArray("rows").stream()
        .mapToLong(row -> ((JsonObject) row).getLong("billable"))
        .sum();
  }

  private static void assertPaid(JsonObject spend, long reached, double open) {
    JsonObject payment = spend.getJsonObject("payment");
    assertThat(payment.getDouble("threshold")).isEqualTo(0.25);
    assertThat(payment.getString("currency")).isEqualTo("EUR");
    assertThat(payment.getLong("reached")).isEqualTo(reached);
    assertThat(payment.getDouble("open")).isEqualTo(open);
  }

  /** It is charged whole each time: 8 messages of 0.10 reach 0.25 twice, and leave 0.20. */
  @Test
  void theNumbersOfAWabaReachTheThresholdTogetherInAMonth(@TempDir Path directory)
      throws IOException {
    String card = Files.writeString(directory.resolve("card.csv"), CARD).toString();
    try (RelayWorld world = new RelayWorld(directory)) {
      Gateway gateway =
          world.start(
              Map.of(
                  "sallyport.pricing.rate-card",
                  card,
                  "sallyport.pricing.payment-threshold",
                  "0.25"));
      for (String number : List.of(World.NUMBER, World.QUIET_NUMBER)) {
        for (int i = 0; i < 4; i++) {
          gateway
              .post(Gateway.messages(number), Bodies.marketing(Scenario.newContact()))
              .assertForwarded();
        }
        Scenario.await().until(() -> billable(gateway, number) == 4);
      }
      YearMonth month = YearMonth.now(ZoneOffset.UTC);
      YearMonth before = month.minusMonths(1);

      for (String number : List.of(World.NUMBER, World.QUIET_NUMBER)) {
        assertPaid(spend(gateway, number, ""), 2, 0.2);
        // Of the month in which the days end, whatever day that is.
        assertPaid(
            spend(gateway, number, "?from=" + before.atEndOfMonth() + "&to=" + month.atDay(1)),
            2,
            0.2);
        assertPaid(
            spend(gateway, number, "?from=" + before.atDay(1) + "&to=" + before.atEndOfMonth()),
            0,
            0);
      }
      assertPaid(spend(gateway, World.TOKENLESS_NUMBER, ""), 0, 0);
    }
  }
}
