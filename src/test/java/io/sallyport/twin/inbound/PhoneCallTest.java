package io.sallyport.twin.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.WebhookReceiver;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneCallTest extends TwinFixture {
  private static final String BUSINESS = TwinSeed.NUMBER.displayPhone();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCustomersCallOpensTheWindowTakenOrNot(boolean accepted) {
    call("{\"accepted\":" + accepted + ",\"ago\":\"2h\"}");

    JsonObject call = calls().get(0);
    assertThat(receiver.webhooks.get(0).change().getString("field")).isEqualTo("calls");
    assertThat(call.getString("from")).isEqualTo(CUSTOMER);
    assertThat(call.getString("to")).isEqualTo(BUSINESS);
    assertThat(call.getString("event")).isEqualTo("connect");
    assertThat(call.getString("direction")).isEqualTo("USER_INITIATED");
    assertThat(twin.customer(CUSTOMER).truth().windowEnd().getEpochSecond())
        .isEqualTo(Long.parseLong(call.getString("timestamp")) + 24 * 3600);
  }

  @Test
  void aBareCallHasNoDirectionAndTheBusinessInFrom() {
    call("{\"bare\":true}");

    JsonObject call = calls().get(0);
    assertThat(call.containsKey("direction")).isFalse();
    assertThat(call.getString("from")).isEqualTo(BUSINESS);
    assertThat(call.getString("to")).isEqualTo(CUSTOMER);
    assertThat(twin.customer(CUSTOMER).truth().windowEnd()).isNotNull();
  }

  @Test
  void aFinishedCallTellsItsLength() {
    call("{\"ago\":\"2m\",\"duration\":\"90s\"}");

    JsonObject end = calls().get(1);
    assertThat(end.getString("event")).isEqualTo("terminate");
    assertThat(end.getString("status")).isEqualTo("COMPLETED");
    assertThat(end.getLong("duration")).isEqualTo(90);
    assertThat(Long.parseLong(end.getString("end_time")))
        .isEqualTo(Long.parseLong(end.getString("start_time")) + 90);
    assertThat(end.getString("id")).isEqualTo(calls().get(0).getString("id"));
  }

  @Test
  void ourCallOpensTheWindowWhenTheCustomerTakesIt() {
    call("{\"direction\":\"business\",\"accepted\":true}");

    assertThat(calls().get(0).getString("direction")).isEqualTo("BUSINESS_INITIATED");
    assertThat(calls().get(0).getString("from")).isEqualTo(BUSINESS);
    assertThat(callStatuses())
        .extracting(it -> it.getString("status"))
        .containsExactly("RINGING", "ACCEPTED");
    assertThat(callStatuses().get(1).getString("type")).isEqualTo("call");
    assertThat(callStatuses().get(1).getString("recipient_id")).isEqualTo(CUSTOMER);
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  @Test
  void ourCallOpensNothingWhenTheCustomerRefusesIt() {
    twin.customer(CUSTOMER).rings(PhoneCall.byBusiness(twin.clock().now(), false)).join();

    assertThat(callStatuses())
        .extracting(it -> it.getString("status"))
        .containsExactly("RINGING", "REJECTED");
    assertThat(calls().get(1).getString("event")).isEqualTo("terminate");
    assertThat(twin.customer(CUSTOMER).truth().windowEnd()).isNull();
  }

  @Test
  void aCallShowsAllNamesOfTheCustomer() {
    twin.customer(CUSTOMER).alsoKnownAs("US.1", "US.ENT.2").hidesPhone(true);

    call("{\"direction\":\"business\"}");

    assertThat(receiver.webhooks).noneMatch(it -> it.text().contains(CUSTOMER));
    assertThat(calls().get(0).getString("to_user_id")).isEqualTo("US.1");
    assertThat(calls().get(0).getString("to_parent_user_id")).isEqualTo("US.ENT.2");
    assertThat(callStatuses().get(0).getString("recipient_user_id")).isEqualTo("US.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"direction\":\"both\"}",
        "{\"direction\":\"business\",\"bare\":true}",
        "{\"ago\":\"1s\",\"duration\":\"1m\"}"
      })
  void impossibleCallsAreExplained(String body) {
    assertThat(call(body).statusCode()).isEqualTo(400);
    assertThat(receiver.webhooks).isEmpty();
  }

  private HttpResponse<String> call(String body) {
    return post("/twin/customers/" + CUSTOMER + "/calls", body);
  }

  private List<JsonObject> calls() {
    return members("calls");
  }

  private List<JsonObject> callStatuses() {
    return members("statuses");
  }

  private List<JsonObject> members(String name) {
    return receiver.webhooks.stream()
        .map(WebhookReceiver.Webhook::value)
        .filter(value -> value.containsKey(name))
        .map(value -> value.getJsonArray(name).getJsonObject(0))
        .toList();
  }
}
