package io.sallyport.twin.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinOptions;
import io.sallyport.twin.webhooks.HubSignature;
import io.sallyport.twin.webhooks.WebhookDelivery;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the gateway is told, in Meta's shapes. */
class MessengerWebhookTest extends MessengerTestFixture {

  @Override
  protected TwinOptions options() {
    return super.options().withAppSecret("of-facebook").withInstagramAppSecret("of-instagram");
  }

  @Test
  void aMessageIsToldInMilliseconds() {
    JsonObject told = does(PAGE, "messages", JsonObject.of("text", "hello, world!"));

    assertThat(receiver.webhooks.get(0).json().getString("object")).isEqualTo("page");
    assertThat(entry().getString("id")).isEqualTo(PAGE.id());
    assertThat(entry().getLong("time")).isGreaterThan(1_600_000_000_000L);
    JsonObject event = entry().getJsonArray("messaging").getJsonObject(0);
    assertThat(event)
        .isEqualTo(
            JsonObject.of(
                "sender", JsonObject.of("id", PERSON),
                "recipient", JsonObject.of("id", PAGE.id()),
                "timestamp", told.getLong("timestamp"),
                "message", JsonObject.of("mid", told.getString("id"), "text", "hello, world!")));
  }

  @Test
  void everyAppSignsWithItsOwnSecret() {
    does(PAGE, "messages");
    does(INSTAGRAM, "messages");
    does(LOGIN, "messages");

    assertSignedBy(0, "of-facebook");
    assertSignedBy(1, "of-facebook");
    assertSignedBy(2, "of-instagram");
    assertThat(receiver.webhooks.get(2).json().getString("object")).isEqualTo("instagram");
  }

  private void assertSignedBy(int webhook, String secret) {
    assertThat(receiver.webhooks.get(webhook).signature())
        .isEqualTo(new HubSignature(secret).of(receiver.webhooks.get(webhook).body()));
  }

  @Test
  void aSendIsEchoed() {
    does(PAGE, "messages");
    JsonObject sent = new JsonObject(sendText(PAGE).body());

    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> receiver.webhooks.size() == 2);
    JsonObject event = entry().getJsonArray("messaging").getJsonObject(0);
    assertThat(event.getJsonObject("sender").getString("id")).isEqualTo(PAGE.id());
    assertThat(event.getJsonObject("recipient").getString("id")).isEqualTo(PERSON);
    assertThat(event.getJsonObject("message"))
        .isEqualTo(
            JsonObject.of("mid", sent.getString("message_id"), "is_echo", true, "text", "Hello!"));
  }

  @Test
  void aCommentIsToldInSeconds() {
    JsonObject commented = does(LOGIN, "comments", JsonObject.of("text", "Nice", "flat", true));
    assertThat(entry().getString("field")).isEqualTo("comments");
    assertThat(entry().getJsonObject("value").getString("id")).isEqualTo(commented.getString("id"));
    assertThat(entry().getLong("time")).isEqualTo(commented.getLong("timestamp") / 1000);

    commented = does(PAGE, "comments");
    JsonObject change = entry().getJsonArray("changes").getJsonObject(0);
    assertThat(change.getString("field")).isEqualTo("feed");
    JsonObject value = change.getJsonObject("value");
    assertThat(value.getString("comment_id")).isEqualTo(commented.getString("id"));
    assertThat(value.getLong("created_time")).isEqualTo(commented.getLong("timestamp") / 1000);
  }

  @Test
  void otherShapesAreMetas() {
    does(PAGE, "messages", JsonObject.of("standby", true));
    assertThat(entry().containsKey("standby")).isTrue();

    does(INSTAGRAM, "edits", JsonObject.of("bare", true));
    JsonObject bare = entry().getJsonArray("messaging").getJsonObject(0);
    assertThat(bare.fieldNames()).containsExactlyInAnyOrder("timestamp", "message_edit");

    does(PAGE, "deliveries");
    JsonObject delivery = entry().getJsonArray("messaging").getJsonObject(0);
    assertThat(delivery.containsKey("timestamp")).isFalse();
  }

  @Test
  void aBatchHoldsWhatIsOfOneObjectAndApp() {
    twin.webhookDelivery(new WebhookDelivery(false, false, 10, 0));
    var all =
        java.util.stream.Stream.of(PAGE, PAGE, INSTAGRAM, LOGIN)
            .map(it -> twin.account(it.id()).does(PERSON, "messages", new JsonObject()))
            .toList();
    all.forEach(java.util.concurrent.CompletableFuture::join);

    assertThat(receiver.webhooks)
        .extracting(it -> it.json().getJsonArray("entry").size())
        .containsExactly(2, 1, 1);
    assertSignedBy(2, "of-instagram");
  }

  @Test
  void curlPlaysAPerson() {
    String people = "/twin/accounts/" + PAGE.id() + "/people/" + PERSON;

    JsonObject told = new JsonObject(post(people + "/messages", "{\"ago\":\"25h\"}").body());
    assertThat(told.getInteger("webhook")).isEqualTo(200);
    assertThat(new JsonObject(get(people).body()).getString("window")).isEqualTo("closed");
    post(people + "/reactions", "{}");
    assertThat(new JsonObject(get(people).body()).getString("window")).isEqualTo("open");
    sendText(PAGE);
    assertThat(get("/twin/accounts/" + PAGE.id() + "/messages?to=" + PERSON).body())
        .contains("Hello!");
    assertThat(post("/twin/accounts/" + PAGE.id() + "/test", "{}").statusCode()).isEqualTo(200);
    assertThat(receiver.webhooks.get(receiver.webhooks.size() - 1).json().getString("field"))
        .isEqualTo("messages");
    assertThat(post(people + "/nothing", "{}").statusCode()).isEqualTo(400);
  }
}
