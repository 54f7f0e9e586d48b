package io.sallyport.twin.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a WABA may not do while Meta restricts it. */
class AccountTest extends TwinFixture {
  private static final String STRANGER = "16505551299";

  @Test
  void whatTheBusinessBeginsIsRefusedUntilTheRestrictionEnds() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now().plusSeconds(3600)).join();
    restrict("RESTRICTED_BIZ_INITIATED_MESSAGING", Duration.ofHours(1));

    HttpResponse<String> refused = send(template("spring_sale", "A").put("to", STRANGER));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(code(refused)).isEqualTo(131031);
    assertThat(code(send(text("Ready").put("to", STRANGER).put("category", "utility"))))
        .isEqualTo(131031);
    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);
    assertThat(sendText("Hello").statusCode()).isEqualTo(200);
    assertThat(settled(send(text("Hello").put("to", STRANGER))).error()).isEqualTo(131047);

    twin.clock().advance(Duration.ofHours(1).plusSeconds(1));
    assertThat(send(template("spring_sale", "A").put("to", STRANGER)).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAreRefusedTooWhenTheyAreRestricted() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();
    restrict("RESTRICTED_CUSTOMER_INITIATED_MESSAGING", Duration.ofHours(1));

    assertThat(code(sendText("Hello"))).isEqualTo(131031);
    assertThat(code(sendTemplate("spring_sale", "A"))).isEqualTo(131031);
    assertThat(twin.messages()).isEmpty();
    assertThat(read().statusCode()).isEqualTo(200);
  }

  @Test
  void aDisabledAccountSendsNothingUntilItIsReinstated() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();
    ban("SCHEDULE_FOR_DISABLE");
    assertThat(sendText("Hello").statusCode()).isEqualTo(200);

    ban("DISABLE");
    assertThat(code(sendText("Hello"))).isEqualTo(131031);
    assertThat(read().statusCode()).isEqualTo(200);

    ban("REINSTATE");
    assertThat(sendText("Hello").statusCode()).isEqualTo(200);
  }

  @Test
  void anAccountUpdateHasATimeAndNoNumber() {
    ban("DISABLE");

    JsonObject entry = receiver.webhooks.get(0).json().getJsonArray("entry").getJsonObject(0);
    assertThat(entry.getString("id")).isEqualTo(WABA);
    assertThat(entry.getValue("time")).isInstanceOf(Number.class);
    assertThat(receiver.webhooks.get(0).change().getString("field")).isEqualTo("account_update");
    assertThat(receiver.webhooks.get(0).value().containsKey("metadata")).isFalse();
  }

  @Test
  void anyFieldOfTheAccountIsTold() {
    JsonObject value = JsonObject.of("max_daily_conversations_per_business", 2000);

    twin.update(WABA, "business_capability_update", value).join();
    JsonObject throughput =
        JsonObject.of("display_phone_number", "15550783881", "event", "THROUGHPUT_UPGRADE");
    JsonObject body = JsonObject.of("field", "phone_number_quality_update", "value", throughput);
    post("/twin/wabas/" + WABA + "/updates", body.encode());

    assertThat(receiver.webhooks.get(0).change())
        .isEqualTo(JsonObject.of("value", value, "field", "business_capability_update"));
    assertThat(receiver.webhooks.get(1).change())
        .isEqualTo(JsonObject.of("value", throughput, "field", "phone_number_quality_update"));
  }

  @Test
  void anUnknownAccountIsExplained() {
    assertThat(post("/twin/wabas/1/updates", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void resettingLiftsEverything() {
    ban("DISABLE");

    twin.reset();

    assertThat(sendText("Hello").statusCode()).isEqualTo(200);
  }

  private void restrict(String type, Duration span) {
    long end = twin.clock().now().plus(span).getEpochSecond();
    JsonObject restriction = JsonObject.of("restriction_type", type, "expiration", end);
    JsonObject value = JsonObject.of("event", "ACCOUNT_RESTRICTION");
    twin.accountUpdate(WABA, value.put("restriction_info", JsonArray.of(restriction))).join();
  }

  private void ban(String state) {
    JsonObject ban = JsonObject.of("waba_ban_state", state, "waba_ban_date", "April 17, 2025");
    JsonObject value = JsonObject.of("event", "DISABLED_UPDATE", "ban_info", ban);
    post("/twin/wabas/" + WABA + "/updates", value.encode());
  }

  private HttpResponse<String> read() {
    return send(
        JsonObject.of("messaging_product", "whatsapp", "status", "read", "message_id", "wamid.x"));
  }
}
