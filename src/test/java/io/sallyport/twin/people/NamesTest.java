package io.sallyport.twin.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One person, many names. */
class NamesTest extends TwinFixture {
  static final String USER_ID = "US.13491208655302741918";
  static final String PARENT_ID = "US.ENT.11815799212886844830";

  @ParameterizedTest
  @ValueSource(strings = {"+16505551234", "+1 (650) 555-1234", "16505551234", "1.650.555.1234"})
  void anySpellingOfAPhoneIsTheSamePerson(String to) {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();

    HttpResponse<String> response = send(text("Hello").put("to", to));

    assertThat(settled(response).status()).isEqualTo("delivered");
    assertThat(answered(response)).isEqualTo(JsonObject.of("input", to, "wa_id", CUSTOMER));
  }

  @ParameterizedTest
  @CsvSource({
    "551161555555, 5511961555555",
    "5511961555555, 551161555555",
    "5215555555555, 525555555555",
    "525555555555, 5215555555555",
    "5491155555555, 541155555555",
  })
  void theVariantsOfANumberAreOnePersonCalledAsTheyWrite(String writes, String to) {
    twin.customerWrites(writes, "Hi", twin.clock().now()).join();

    HttpResponse<String> response = send(text("Hello").put("to", "+" + to));

    assertThat(answered(response).getString("wa_id")).isEqualTo(writes);
    JsonObject sent = awaitStatuses(wamid(response), 2).get(0);
    assertThat(sent.getString("status")).isEqualTo("sent");
    assertThat(sent.getString("recipient_id")).isEqualTo(writes);
  }

  @Test
  void whoNeverWroteIsCalledWithoutTheExtraDigit() {
    HttpResponse<String> response = send(text("Hello").put("to", "5511961555555"));

    assertThat(answered(response))
        .isEqualTo(JsonObject.of("input", "5511961555555", "wa_id", "551161555555"));
    assertThat(awaitStatuses(wamid(response), 1).get(0).getString("recipient_id"))
        .isEqualTo("551161555555");
    assertThat(get("/twin/messages?to=5511961555555").body()).contains(wamid(response));
  }

  @Test
  void aMessageShowsAllNamesOfItsSender() {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, PARENT_ID).writes("Hi", twin.clock().now()).join();

    JsonObject value = receiver.webhooks.get(0).value();

    JsonObject contact = value.getJsonArray("contacts").getJsonObject(0);
    assertThat(contact.getString("wa_id")).isEqualTo(CUSTOMER);
    assertThat(contact.getString("user_id")).isEqualTo(USER_ID);
    assertThat(contact.getString("parent_user_id")).isEqualTo(PARENT_ID);
    JsonObject message = value.getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("from")).isEqualTo(CUSTOMER);
    assertThat(message.getString("from_user_id")).isEqualTo(USER_ID);
    assertThat(message.getString("from_parent_user_id")).isEqualTo(PARENT_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {USER_ID, PARENT_ID})
  void aPersonIsReachedByEveryIdAndReportedByAllNames(String id) {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, PARENT_ID).writes("Hi", twin.clock().now()).join();

    HttpResponse<String> response = send(byUserId(id));

    assertThat(answered(response)).isEqualTo(JsonObject.of("input", id, "user_id", USER_ID));
    JsonObject delivered = awaitStatuses(wamid(response), 2).get(1);
    assertThat(delivered.getString("recipient_id")).isEqualTo(CUSTOMER);
    assertThat(delivered.getString("recipient_user_id")).isEqualTo(USER_ID);
    assertThat(delivered.getString("recipient_parent_user_id")).isEqualTo(PARENT_ID);
    JsonObject contact = lastValue().getJsonArray("contacts").getJsonObject(0);
    assertThat(contact.getString("wa_id")).isEqualTo(CUSTOMER);
    assertThat(contact.getString("user_id")).isEqualTo(USER_ID);
  }

  @Test
  void aHiddenPhoneIsInNoWebhook() {
    String body = "{\"user_id\":\"" + USER_ID + "\",\"hide_phone\":true}";
    post("/twin/customers/" + CUSTOMER + "/messages", body);
    String wamid = wamid(send(byUserId(USER_ID)));
    awaitStatuses(wamid, 2);
    twin.customerPrefers(CUSTOMER, true).join();

    assertThat(receiver.webhooks).hasSize(4);
    assertThat(receiver.webhooks)
        .noneMatch(it -> it.text().contains(CUSTOMER))
        .allMatch(it -> it.text().contains(USER_ID));
    assertThat(receiver.webhooks.get(0).text()).contains("\"username\"");
  }

  @Test
  void aPhoneStaysShownToWhoWritesToIt() {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, null).hidesPhone(true);

    JsonObject status = awaitStatuses(wamid(sendTemplate("spring_sale", "A")), 1).get(0);

    assertThat(status.getString("recipient_id")).isEqualTo(CUSTOMER);
    assertThat(status.getString("recipient_user_id")).isEqualTo(USER_ID);
  }

  @Test
  void aFailureToAPhoneTellsNoIdAndNoContacts() {
    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, PARENT_ID);

    JsonObject byPhone = awaitStatuses(wamid(sendText("Hello")), 1).get(0);
    assertThat(byPhone.getString("recipient_id")).isEqualTo(CUSTOMER);
    assertThat(byPhone.fieldNames()).noneMatch(it -> it.contains("user_id"));
    assertThat(lastValue().containsKey("contacts")).isFalse();

    JsonObject byId = awaitStatuses(wamid(send(byUserId(USER_ID))), 1).get(0);
    assertThat(byId.getString("recipient_user_id")).isEqualTo(USER_ID);
  }

  @Test
  void aStrangersIdIsAllThatIsReported() {
    HttpResponse<String> response = send(byUserId(USER_ID));

    assertThat(answered(response)).isEqualTo(JsonObject.of("input", USER_ID, "user_id", USER_ID));
    JsonObject status = awaitStatuses(wamid(response), 1).get(0);
    assertThat(status.containsKey("recipient_id")).isFalse();
    assertThat(status.getString("recipient_user_id")).isEqualTo(USER_ID);
    assertThat(message(wamid(response)).to()).isEqualTo(USER_ID);
  }

  @Test
  void twoStrangersWhoTurnOutToBeOneWereOneAllAlong() {
    twin.customer(USER_ID).writes("Hi", twin.clock().now()).join();
    twin.customer(CUSTOMER).prefers(true).join();

    twin.customer(CUSTOMER).alsoKnownAs(USER_ID, null);

    assertThat(twin.customer(CUSTOMER).truth()).isEqualTo(twin.customer(USER_ID).truth());
    assertThat(twin.customer(USER_ID).truth().windowEnd()).isNotNull();
    assertThat(twin.customer(USER_ID).truth().marketingStopped()).isTrue();
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  @Test
  void preferencesNameTheCustomerByAllNames() {
    twin.customer(USER_ID).alsoKnownAs(null, PARENT_ID).prefers(true).join();

    JsonObject preference =
        receiver.webhooks.get(0).value().getJsonArray("user_preferences").getJsonObject(0);

    assertThat(preference.containsKey("wa_id")).isFalse();
    assertThat(preference.getString("user_id")).isEqualTo(USER_ID);
    assertThat(preference.getString("parent_user_id")).isEqualTo(PARENT_ID);
    assertThat(preference.getString("value")).isEqualTo("stop");
  }

  @Test
  void theTruthIsShown() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"referral\":true,\"ago\":\"1h\"}");

    JsonObject truth = new JsonObject(get("/twin/customers/+" + CUSTOMER).body());

    CustomerTruth same = twin.customer(CUSTOMER).truth();
    assertThat(truth.getString("window_end")).isEqualTo(String.valueOf(same.windowEnd()));
    assertThat(truth.getString("answer_by")).isEqualTo(truth.getString("window_end"));
    assertThat(same.windowEnd())
        .isBetween(
            twin.clock().now().plus(Duration.ofHours(23).minusSeconds(5)),
            twin.clock().now().plus(Duration.ofHours(23)));
    assertThat(truth.getValue("free_entry_point_end")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hide_phone\":true}",
        "{\"user_id\":\"16505551234\"}",
        "{\"user_id\":\"US.ENT.1\"}",
        "{\"parent_user_id\":\"US.1\"}"
      })
  void impossibleNamesAreExplained(String body) {
    HttpResponse<String> response =
        call(
            request("/twin/customers/" + CUSTOMER)
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).containsPattern("user_id|BSUID");
  }

  private JsonObject lastValue() {
    return receiver.webhooks.get(receiver.webhooks.size() - 1).value();
  }

  private static JsonObject byUserId(String id) {
    JsonObject body = text("Hello").put("recipient", id);
    body.remove("to");
    return body;
  }

  static JsonObject answered(HttpResponse<String> response) {
    return new JsonObject(response.body()).getJsonArray("contacts").getJsonObject(0);
  }
}
