package io.sallyport.twin.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest extends TwinFixture {
  @Test
  void acceptsFreeFormOutsideTheWindowAndReportsItFailedLater() {
    JsonObject body = text("Hello").put("biz_opaque_callback_data", "nonce-1");

    HttpResponse<String> response = send(body);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject status = awaitStatuses(wamid(response), 1).get(0);
    assertThat(status.getString("status")).isEqualTo("failed");
    assertThat(status.getString("recipient_id")).isEqualTo(CUSTOMER);
    assertThat(status.getValue("timestamp")).isInstanceOf(String.class);
    assertThat(status.getString("biz_opaque_callback_data")).isEqualTo("nonce-1");
    JsonObject error = status.getJsonArray("errors").getJsonObject(0);
    assertThat(error.fieldNames())
        .containsExactly("code", "title", "message", "error_data", "href");
    assertThat(error.getInteger("code")).isEqualTo(131047);
    assertThat(message(wamid(response)).error()).isEqualTo(131047);
  }

  @Test
  void deliversFreeFormInTheWindowUntilItsLastSecond() {
    Instant wrote = twin.clock().now();
    assertThat(twin.customerWrites("+1 (650) 555-1234", "Hi", wrote).join()).isEqualTo(200);

    twin.clock().advance(Duration.ofHours(24).minusSeconds(2));
    assertThat(settled(sendText("In time")).status()).isEqualTo("delivered");

    twin.clock().advance(Duration.ofSeconds(2));
    assertThat(settled(sendText("Too late")).error()).isEqualTo(131047);
  }

  @Test
  void windowBelongsToOneNumber() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();

    String other = "/v24.0/" + TwinSeed.SECOND_NUMBER.pnid() + "/messages";

    assertThat(settled(post(other, text("Hello").encode())).error()).isEqualTo(131047);
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  @Test
  void reportsSentThenDeliveredWithPricing() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();

    List<JsonObject> statuses = awaitStatuses(wamid(sendText("Hello")), 2);

    assertThat(statuses)
        .extracting(it -> it.getString("status"))
        .containsExactly("sent", "delivered");
    JsonObject pricing = statuses.get(0).getJsonObject("pricing");
    assertThat(pricing.getString("pricing_model")).isEqualTo("PMP");
    assertThat(pricing.getString("category")).isEqualTo("service");
    assertThat(statuses.get(0).containsKey("conversation")).isFalse();
  }

  @Test
  void reportsTheFreeEntryPointAfterAnAdMessage() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"referral\":true}");

    JsonObject sent = awaitStatuses(wamid(sendText("Hello")), 1).get(0);

    assertThat(sent.getJsonObject("pricing").getString("type")).isEqualTo("free_entry_point");
    JsonObject conversation = sent.getJsonObject("conversation");
    assertThat(conversation.getJsonObject("origin").getString("type"))
        .isEqualTo("referral_conversion");
    long end = Long.parseLong(conversation.getString("expiration_timestamp"));
    assertThat(Instant.ofEpochSecond(end))
        .isBetween(
            twin.clock().now().plus(Duration.ofHours(71)),
            twin.clock().now().plus(Duration.ofHours(72)));
  }

  @Test
  void thirdMarketingTemplateWithoutReplyIsNotDelivered() {
    assertThat(settled(sendTemplate("spring_sale", "A")).status()).isEqualTo("delivered");
    assertThat(settled(sendTemplate("spring_sale", "B")).status()).isEqualTo("delivered");

    HttpResponse<String> third = sendTemplate("spring_sale", "C");

    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(settled(third).error()).isEqualTo(131049);
    assertThat(settled(sendTemplate("order_update", "1", "ready")).status()).isEqualTo("delivered");

    twin.customerWrites(CUSTOMER, "Nice", twin.clock().now()).join();
    assertThat(settled(sendTemplate("spring_sale", "D")).status()).isEqualTo("delivered");
  }

  @Test
  void marketingFailsWhileTheCustomerHasStoppedIt() {
    twin.customerPrefers(CUSTOMER, true).join();
    JsonObject preference =
        receiver.webhooks.get(0).value().getJsonArray("user_preferences").getJsonObject(0);
    assertThat(preference.getValue("timestamp")).isInstanceOf(Number.class);
    assertThat(settled(sendTemplate("spring_sale", "A")).error()).isEqualTo(131050);
    assertThat(settled(sendTemplate("order_update", "1", "ready")).status()).isEqualTo("delivered");

    twin.customerPrefers(CUSTOMER, false).join();
    assertThat(settled(sendTemplate("spring_sale", "A")).status()).isEqualTo("delivered");
  }

  @Test
  void sendsToABusinessScopedUserIdOfAKnownPhone() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"user_id\":\"US.1349120865530274\"}");
    JsonObject body = text("Hello");
    body.remove("to");
    body.put("recipient", "US.1349120865530274");

    HttpResponse<String> response = send(body);

    assertThat(response.body()).contains("\"user_id\"").doesNotContain("wa_id");
    assertThat(settled(response).status()).isEqualTo("delivered");
  }

  @Test
  void directSendUtilityNeedsNoWindow() {
    assertThat(settled(send(text("Ready").put("category", "utility"))).status())
        .isEqualTo("delivered");
    assertThat(settled(send(text("Ready").put("category", "service"))).error()).isEqualTo(131047);
  }
}
