package io.sallyport.twin.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest extends TwinFixture {
  @Test
  void customerWritesAndTheAnswerTellsWhatTheGatewaySaid() {
    JsonObject answer = json(post("/twin/customers/+16505551234/messages", "{\"ago\":\"2h\"}"));

    assertThat(answer.getInteger("webhook")).isEqualTo(200);
    Instant at = Instant.ofEpochSecond(Long.parseLong(answer.getString("timestamp")));
    assertThat(Duration.between(at, twin.clock().now()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(2).plusSeconds(5));
    JsonObject message = receiver.webhooks.get(0).value().getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("from")).isEqualTo(CUSTOMER);
    assertThat(message.getString("id")).isEqualTo(answer.getString("id"));
    assertThat(message.getString("timestamp")).isEqualTo(answer.getString("timestamp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "button",
        "interactive",
        "order",
        "unsupported"
      })
  void customerWritesEveryTypeAndItOpensTheWindow(String type) {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"type\":\"" + type + "\"}");

    JsonObject message = receiver.webhooks.get(0).value().getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("type")).isEqualTo(type);
    assertThat(message.containsKey(type)).isTrue();
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"edit", "revoke"})
  void customerChangesAMessageAndItOpensNoWindow(String type) {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"type\":\"" + type + "\"}");

    JsonObject message = receiver.webhooks.get(0).value().getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("type")).isEqualTo(type);
    assertThat(message.getJsonObject(type).getString("original_message_id")).startsWith("wamid.");
    assertThat(settled(sendText("Hello")).error()).isEqualTo(131047);
  }

  @Test
  void aCardThatWasAskedForHasItsSenderInTheContactsOnly() {
    String body = "{\"type\":\"shared_contact\",\"user_id\":\"US.1349\",\"hide_phone\":true}";
    post("/twin/customers/" + CUSTOMER + "/messages", body);

    JsonObject value = receiver.webhooks.get(0).value();
    JsonObject message = value.getJsonArray("messages").getJsonObject(0);
    assertThat(message.fieldNames()).doesNotContain("from", "from_user_id");
    assertThat(message.getString("type")).isEqualTo("contacts");
    assertThat(message.getJsonArray("contacts").getJsonObject(0).getString("origin"))
        .startsWith("contact_request/");
    assertThat(value.getJsonArray("contacts").getJsonObject(0).getString("user_id"))
        .isEqualTo("US.1349");
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  @Test
  void messagesAreListedAndFoundById() {
    String wamid = wamid(sendText("Hello"));
    awaitStatuses(wamid, 1);

    JsonObject one = json(get("/twin/messages/" + wamid));

    assertThat(one.getString("status")).isEqualTo("failed");
    assertThat(one.getInteger("error")).isEqualTo(131047);
    assertThat(one.getString("title")).isEqualTo("Re-engagement message");
    assertThat(new JsonArray(get("/twin/messages?to=%2B" + CUSTOMER).body())).containsExactly(one);
    assertThat(new JsonArray(get("/twin/messages?to=15550000000").body())).isEmpty();
  }

  @Test
  void preferencesStopAndResumeMarketingAndSignUpForIt() {
    JsonObject answer =
        json(post("/twin/customers/" + CUSTOMER + "/preferences", "{\"value\":\"stop\"}"));

    assertThat(answer.getInteger("webhook")).isEqualTo(200);
    assertThat(settled(sendTemplate("spring_sale", "A")).error()).isEqualTo(131050);
    post("/twin/customers/" + CUSTOMER + "/preferences", "{\"value\":\"signup\"}");
    assertThat(settled(sendTemplate("spring_sale", "A")).status()).isEqualTo("delivered");
  }

  @Test
  void templateStatusChangesWithAWebhook() {
    post("/twin/templates?webhook=true", "{\"name\":\"spring_sale\",\"status\":\"PAUSED\"}");

    JsonObject value = receiver.webhooks.get(0).value();
    assertThat(receiver.webhooks.get(0).change().getString("field"))
        .isEqualTo("message_template_status_update");
    assertThat(value.getString("event")).isEqualTo("PAUSED");
    assertThat(value.getValue("message_template_id")).isInstanceOf(Long.class);
    assertThat(value.getString("message_template_language")).isEqualTo("en-US");
    assertThat(code(sendTemplate("spring_sale", "A"))).isEqualTo(132015);
  }

  @Test
  void announcedCategoryChangesWhenItsTimeComes() {
    String body = "{\"name\":\"order_update\",\"correct_category\":\"MARKETING\",\"in\":\"24h\"}";
    post("/twin/templates/category", body);

    JsonObject impending = receiver.webhooks.get(0).value();
    assertThat(impending.getString("new_category")).isEqualTo("UTILITY");
    assertThat(impending.getString("correct_category")).isEqualTo("MARKETING");
    assertThat(category("order_update")).isEqualTo("UTILITY");
    post("/twin/clock", "{\"advance\":\"25h\"}");
    assertThat(category("order_update")).isEqualTo("MARKETING");
    Awaitility.await().until(() -> receiver.webhooks.size() == 2);
    JsonObject completed = receiver.webhooks.get(1).value();
    assertThat(completed.getString("previous_category")).isEqualTo("UTILITY");
    assertThat(completed.getString("new_category")).isEqualTo("MARKETING");
  }

  @Test
  void templatesAreAddedAndDeleted() {
    post("/twin/templates", "{\"name\":\"fresh\",\"category\":\"marketing\"}");
    assertThat(sendTemplate("fresh").statusCode()).isEqualTo(200);

    call(request("/twin/templates/fresh").DELETE());

    assertThat(code(sendTemplate("fresh"))).isEqualTo(132001);
  }

  @Test
  void advancingTheClockFiresWhatIsDue() {
    try (Twin slow =
        Twin.start(options().withStatusDelay(Duration.ofHours(1)).withWebhookUrl(receiver.url()))) {
      twin.close();
      twin = slow;
      String wamid = wamid(sendText("Hello"));
      assertThat(message(wamid).status()).isEqualTo("accepted");

      JsonObject clock = json(post("/twin/clock", "{\"advance\":\"1h\"}"));

      assertThat(clock.getString("offset")).isEqualTo("PT1H");
      assertThat(message(wamid).status()).isEqualTo("failed");
      assertThat(awaitStatuses(wamid, 1)).hasSize(1);
    }
  }

  @Test
  void faultsAreOrderedListedAndCleared() {
    String order = "{\"fault\":\"RATE_LIMITED\",\"times\":2}";
    assertThat(post("/twin/faults", order).body().strip())
        .isEqualTo("[{\"fault\":\"RATE_LIMITED\",\"times\":2}]");
    assertThat(sendText("Hello").statusCode()).isEqualTo(429);

    assertThat(call(request("/twin/faults").DELETE()).body().strip()).isEqualTo("[]");

    assertThat(sendText("Hello").statusCode()).isEqualTo(200);
  }

  @Test
  void anyWebhookIsDeliveredAsItIs() {
    String payload = "{\"object\":\"whatsapp_business_account\",\"entry\":[ ]}";

    assertThat(json(post("/twin/webhooks", payload)).getInteger("webhook")).isEqualTo(200);

    assertThat(receiver.webhooks.get(0).text()).isEqualTo(payload);
  }

  @Test
  void habitsAreSet() {
    HttpRequest.Builder put =
        request("/twin/webhooks")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"duplicate\":true,\"seed\":3}"));

    assertThat(json(call(put)))
        .isEqualTo(
            JsonObject.of(
                "url", receiver.url(), "duplicate", true, "shuffle", false, "batch", 1, "seed", 3));
  }

  @Test
  void requestsAreSummedUpWithoutControlCalls() {
    get("/" + PNID);
    get("/twin/clock");

    JsonObject answer = json(get("/twin/requests"));

    assertThat(answer.getInteger("count")).isEqualTo(1);
    assertThat(answer.getJsonArray("requests").getJsonObject(0).getString("path"))
        .isEqualTo("/" + PNID);
  }

  @Test
  void deleteForgetsEverythingButTheSeed() {
    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();
    twin.clock().advance(Duration.ofMinutes(5));
    twin.putTemplate(TwinTemplate.of(WABA, "fresh", "UTILITY", "Hello"));
    sendText("Hello");

    call(request("/twin").DELETE());

    assertThat(twin.messages()).isEmpty();
    assertThat(twin.requests()).isEmpty();
    assertThat(twin.clock().offset()).isZero();
    assertThat(code(sendTemplate("fresh"))).isEqualTo(132001);
    assertThat(settled(sendText("Hello")).error()).isEqualTo(131047);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ago\":\"soon\"}", "{\"type\":\"system\"}", "[1]"})
  void badControlBodiesAreExplained(String body) {
    HttpResponse<String> response = post("/twin/customers/" + CUSTOMER + "/messages", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isNotBlank();
    assertThat(receiver.webhooks).isEmpty();
  }

  @Test
  void mediaComeBackAsTheyWent() {
    JsonObject uploaded = json(post("/v24.0/" + PNID + "/media", "some bytes"));
    JsonObject media = json(get("/v24.0/" + uploaded.getString("id")));

    assertThat(media.getInteger("file_size")).isEqualTo(10);
    String path = media.getString("url").substring(twin.url().length());
    assertThat(get(path).body()).isEqualTo("some bytes");
  }

  private String category(String name) {
    String path = "/v24.0/" + WABA + "/message_templates?name=" + name;
    return json(get(path)).getJsonArray("data").getJsonObject(0).getString("category");
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
