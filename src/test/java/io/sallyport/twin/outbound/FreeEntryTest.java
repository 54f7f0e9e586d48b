package io.sallyport.twin.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free entry points through the socket; the hours are in {@code people.RelationshipTest}. */
class FreeEntryTest extends TwinFixture {
  @Override
  protected TwinOptions options() {
    return super.options().withStatusDelay(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"referral\":\"post\"}|post", "{\"referral\":true,\"desktop\":true}|ad"})
  void boostedPostsAndComputersOpenNone(String body, String source) {
    post("/twin/customers/" + CUSTOMER + "/messages", body);

    JsonObject message = receiver.webhooks.get(0).value().getJsonArray("messages").getJsonObject(0);
    assertThat(message.getJsonObject("referral").getString("source_type")).isEqualTo(source);
    assertThat(twin.customer(CUSTOMER).truth().answerBy()).isNull();
    JsonObject sent = awaitStatuses(wamid(sendTemplate("spring_sale", "A")), 1).get(0);
    assertThat(sent.getJsonObject("pricing").getString("type")).isEqualTo("regular");
    assertThat(sent.containsKey("conversation")).isFalse();
  }

  @Test
  void aFailedAnswerOpensNoneAndTheNextOneDoes() {
    twin.customerPrefers(CUSTOMER, true).join();
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"referral\":true}");

    SentMessage failed = settled(sendTemplate("spring_sale", "A"));
    assertThat(failed.error()).isEqualTo(131050);
    assertThat(failed.reachesCustomer()).isFalse();
    assertThat(twin.customer(CUSTOMER).truth().freeEntryPointEnd()).isNull();

    SentMessage answer = settled(sendTemplate("order_update", "1", "ready"));
    assertThat(twin.customer(CUSTOMER).truth().freeEntryPointEnd())
        .isEqualTo(answer.at().plus(Duration.ofHours(72)));
  }

  @Test
  void itIsAPriceAndNoPermission() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"referral\":true,\"ago\":\"23h\"}");
    settled(sendText("In time"));

    twin.clock().advance(Duration.ofHours(2));

    assertThat(settled(sendText("Too late")).error()).isEqualTo(131047);
    SentMessage template = settled(sendTemplate("spring_sale", "A"));
    assertThat(template.pricing()).isEqualTo("free_entry_point");
    assertThat(template.category()).isEqualTo("referral_conversion");
  }

  @Test
  void statusesKeepTheirOrderWithoutADelay() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();

    for (int i = 0; i < 20; i++) {
      List<JsonObject> statuses = awaitStatuses(wamid(sendText("Hello")), 2);

      assertThat(statuses)
          .extracting(it -> it.getString("status"))
          .containsExactly("sent", "delivered");
    }
  }

  @Test
  void theFateOfASendIsKnownAtOnce() {
    String failing = wamid(sendText("Hello"));
    String priced = wamid(sendTemplate("spring_sale", "A"));

    assertThat(message(failing).error()).isEqualTo(131047);
    assertThat(message(failing).pricing()).isNull();
    assertThat(message(priced).reachesCustomer()).isTrue();
    assertThat(message(priced).pricing()).isEqualTo("regular");
    assertThat(message(priced).category()).isEqualTo("marketing");
    assertThat(message(priced).to()).isEqualTo(CUSTOMER);
    assertThat(message(priced).at()).isBeforeOrEqualTo(twin.clock().now());
  }
}
