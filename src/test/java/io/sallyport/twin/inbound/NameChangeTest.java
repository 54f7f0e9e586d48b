package io.sallyport.twin.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.outbound.SentMessage;
import io.sallyport.twin.people.CustomerTruth;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What stays with a customer who gets another number or id. */
class NameChangeTest extends TwinFixture {
  private static final String NEW_NUMBER = "12195555358";
  private static final String USER_ID = "US.13491208655302741918";
  private static final String NEW_ID = "US.20837465019283746501";

  @Test
  void theNewNumberIsToldAsASystemMessageWithoutContacts() {
    HttpResponse<String> answer =
        post("/twin/customers/" + CUSTOMER + "/number", "{\"to\":\"" + NEW_NUMBER + "\"}");

    assertThat(new JsonObject(answer.body()).getInteger("webhook")).isEqualTo(200);
    JsonObject value = receiver.webhooks.get(0).value();
    assertThat(value.containsKey("contacts")).isFalse();
    JsonObject message = value.getJsonArray("messages").getJsonObject(0);
    assertThat(message.fieldNames())
        .containsExactlyInAnyOrder("from", "id", "timestamp", "system", "type");
    assertThat(message.getString("from")).isEqualTo(CUSTOMER);
    assertThat(message.getString("type")).isEqualTo("system");
    assertThat(message.getJsonObject("system"))
        .isEqualTo(
            JsonObject.of(
                "body",
                "User Twin Customer changed from 16505551234 to 12195555358",
                "wa_id",
                NEW_NUMBER,
                "type",
                "user_changed_number"));
  }

  @Test
  void windowChoiceAndAdMoveToTheNewNumber() {
    CustomerMessage fromAd = CustomerMessage.text("Hi", twin.clock().now()).from(Referral.AD);
    twin.customer(CUSTOMER).writes(fromAd).join();
    twin.customer(CUSTOMER).prefers(true).join();
    CustomerTruth before = twin.customer(CUSTOMER).truth();

    twin.customer(CUSTOMER).changesNumber(NEW_NUMBER, null, null).join();

    CustomerTruth after = twin.customer(NEW_NUMBER).truth();
    assertThat(after.windowEnd()).isNotNull().isEqualTo(before.windowEnd());
    assertThat(after.answerBy()).isNotNull().isEqualTo(before.answerBy());
    assertThat(after.marketingStopped()).isTrue();
    SentMessage sent = settled(send(text("Hello").put("to", NEW_NUMBER)));
    assertThat(sent.pricing()).isEqualTo("free_entry_point");
  }

  @Test
  void marketingSentToTheOldNumberCountsForTheNewOne() {
    settled(sendTemplate("spring_sale", "A"));
    settled(sendTemplate("spring_sale", "B"));

    twin.customer(CUSTOMER).changesNumber(NEW_NUMBER, null, null).join();

    HttpResponse<String> third = send(template("spring_sale", "C").put("to", NEW_NUMBER));
    assertThat(settled(third).error()).isEqualTo(131049);
  }

  @Test
  void theOldNumberIsNobody() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();
    twin.customerPrefers(CUSTOMER, true).join();
    twin.customer(CUSTOMER).changesNumber(NEW_NUMBER, null, null).join();

    assertThat(settled(sendText("Hello")).error()).isEqualTo(131047);
    assertThat(settled(sendTemplate("spring_sale", "A")).status()).isEqualTo("delivered");

    twin.customerWrites(CUSTOMER, "Somebody new", twin.clock().now()).join();
    assertThat(twin.customer(CUSTOMER).truth().marketingStopped()).isFalse();
    assertThat(twin.customer(NEW_NUMBER).truth().marketingStopped()).isTrue();
  }

  @Test
  void idsNotToldWithANewNumberAreNobodys() {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, null).writes("Hi", twin.clock().now()).join();

    twin.customer(CUSTOMER).changesNumber(NEW_NUMBER, NEW_ID, null).join();

    assertThat(twin.customer(USER_ID).truth().windowEnd()).isNull();
    assertThat(twin.customer(NEW_ID).truth().windowEnd()).isNotNull();
    assertThat(twin.customer(NEW_ID).truth().phone()).isEqualTo(NEW_NUMBER);
  }

  @Test
  void everyNumberThatKnowsTheCustomerIsTold() {
    String second = TwinSeed.SECOND_NUMBER.pnid();
    twin.customerWrites(second, CUSTOMER, "Hi", twin.clock().now()).join();

    twin.customer(CUSTOMER).changesNumber(NEW_NUMBER, null, null).join();

    assertThat(receiver.webhooks.subList(1, 3))
        .extracting(it -> it.value().getJsonObject("metadata").getString("phone_number_id"))
        .containsExactlyInAnyOrder(PNID, second);
    assertThat(twin.customer(second, NEW_NUMBER).truth().windowEnd()).isNotNull();
  }

  @Test
  void aNewUserIdIsToldWithTheOldOne() {
    twin.customer(CUSTOMER)
        .alsoKnownAs(USER_ID, "US.ENT.1")
        .writes("Hi", twin.clock().now())
        .join();
    String body = "{\"user_id\":\"" + NEW_ID + "\",\"parent_user_id\":\"US.ENT.2\"}";

    post("/twin/customers/" + USER_ID + "/user-id", body);

    JsonObject message = receiver.webhooks.get(1).value().getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("from")).isEqualTo(CUSTOMER);
    JsonObject system = message.getJsonObject("system");
    system.remove("body");
    assertThat(system)
        .isEqualTo(
            JsonObject.of("wa_id", CUSTOMER, "user_id", NEW_ID, "parent_user_id", "US.ENT.2")
                .put("type", "user_changed_user_id")
                .put("previous_user_id", USER_ID)
                .put("previous_parent_user_id", "US.ENT.1"));
    assertThat(twin.customer(NEW_ID).truth().windowEnd()).isNotNull();
    assertThat(twin.customer(USER_ID).truth().windowEnd()).isNull();
  }

  @Test
  void aHiddenNumberStaysHiddenWithANewUserId() {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, null).hidesPhone(true);

    twin.customer(USER_ID).changesUserId(NEW_ID, null).join();

    assertThat(receiver.webhooks.get(0).text()).doesNotContain(CUSTOMER).contains(USER_ID);
    assertThat(twin.customer(CUSTOMER).truth().userId()).isEqualTo(NEW_ID);
  }
}
