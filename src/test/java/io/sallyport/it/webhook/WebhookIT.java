package io.sallyport.it.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks are taken from Meta only, all of each, and a bad item never costs a good one. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class WebhookIT extends Scenario {

  @Test
  void echoesTheChallengeToWhoKnowsTheToken() {
    Answer answer = verify("subscribe", World.VERIFY_TOKEN);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("1158201444");
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
  }

  @ParameterizedTest
  @CsvSource({
    "subscribe, wrong",
    "subscribe, it-verify-token-81aax",
    "subscribe, ''",
    "unsubscribe, it-verify-token-81aa"
  })
  void refusesTheChallengeOfAnyoneElse(String mode, String token) {
    Answer answer = verify(mode, token);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("1158201444");
  }

  @Test
  void refusesAVerificationWithoutParameters() {
    assertThat(gateway().get(Gateway.WEBHOOKS).status()).isEqualTo(403);
  }

  @Test
  void checksTheSignatureOverTheBytesAsTheyCame() {
    String contact = contactWithClosedWindow();
    String escaped =
        Events.delivery(Events.inbound(contact, now()))
            .encode()
            .replace("Do you have it in blue?", "Gr\\u00fc\\u00dfe \\ud83d\\ude00 \\/ \u00fc");

    assertThat(deliver(escaped).status()).isEqualTo(200);

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void takesTheSignatureInUpperCaseHexToo() {
    byte[] body = Events.delivery().encode().getBytes(UTF_8);
    String hex = twin().sign(body).substring("sha256=".length()).toUpperCase(Locale.ROOT);

    assertThat(gateway().webhook(body, "sha256=" + hex).status()).isEqualTo(200);
  }

  @Test
  void refusesAWrongOrMissingSignature() {
    String contact = contactWithClosedWindow();
    byte[] body = Events.delivery(Events.inbound(contact, now())).encode().getBytes(UTF_8);
    String right = twin().sign(body);
    byte[] other = Events.delivery().encode().getBytes(UTF_8);

    Stream<String> wrong =
        Stream.of(
            null,
            "",
            "sha256=",
            "sha256=zz",
            "sha256=" + "0".repeat(64),
            right.replace("sha256=", "sha1="),
            right.substring("sha256=".length()),
            right.substring(0, right.length() - 2),
            right + "00",
            twin().sign(other));

    assertThat(wrong).allMatch(signature -> gateway().webhook(body, signature).status() == 401);
    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{\"entry\":[",
        "[]",
        "null",
        "7",
        "\"entry\"",
        "{}",
        "{\"entry\":null}",
        "{\"entry\":{}}",
        "{\"entry\":[null,1,[],{}]}",
        "{\"entry\":[{\"changes\":{}}]}",
        "{\"entry\":[{\"id\":1,\"changes\":[null,{\"field\":7},{\"field\":\"messages\"}]}]}",
        "{\"object\":\"page\",\"entry\":[{\"messaging\":[{\"timestamp\":1518479195594}]}]}"
      })
  void acceptsWhateverMetaSigned(String body) {
    assertThat(deliver(body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account_update",
        "account_alerts",
        "phone_number_quality_update",
        "security",
        "flows",
        "business_capability_update",
        "smb_app_state_sync",
        "some_field_of_2031"
      })
  void acceptsFieldsItDoesNotKnow(String field) {
    JsonObject value = JsonObject.of("event", "VERIFIED_ACCOUNT", "phone_number", "15550783881");

    tell(Events.change(field, value));
  }

  @Test
  void acceptsAMessageToANumberItDoesNotServe() {
    String contact = contactWithClosedWindow();

    tell(Events.inbound("999999999999999", JsonObject.of("from", contact), "text", now()));

    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void takesEveryGoodItemOfABatchWithBadOnes() {
    List<String> contacts = Stream.generate(this::contactWithClosedWindow).limit(6).toList();
    JsonObject sender = JsonObject.of("from", contacts.get(1));
    JsonObject noTime = Events.message(sender, "text", now()).putNull("timestamp");
    JsonObject inMillis = Events.message(sender, "text", now()).put("timestamp", "1750030073000");
    JsonObject noSender = Events.message(new JsonObject(), "text", now());
    JsonObject badSender = Events.message(JsonObject.of("from", "Pablo"), "text", now());
    JsonObject mixed =
        Events.messages(
            World.NUMBER, noTime, inMillis, message(contacts.get(0)), noSender, badSender);
    mixed.getJsonArray("changes").addNull().add("x").add(JsonObject.of("field", "messages"));
    mixed.getJsonArray("changes").add(change(contacts.get(2)));
    JsonObject withNulls = Events.messages(World.NUMBER, message(contacts.get(3)));
    withNulls
        .getJsonArray("changes")
        .getJsonObject(0)
        .getJsonObject("value")
        .getJsonArray("messages")
        .addNull()
        .add(JsonArray.of(1))
        .add(message(contacts.get(4)));
    JsonObject badTemplate =
        Events.change("message_template_status_update", JsonObject.of("event", "PAUSED"));

    tell(mixed, badTemplate, withNulls, Events.inbound(contacts.get(5), now()));

    for (int i : new int[] {0, 2, 3, 4, 5}) {
      gateway().send(Bodies.text(contacts.get(i))).assertForwarded();
    }
    gateway().send(Bodies.text(contacts.get(1))).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void takesABatchOfAThousand() {
    List<String> contacts = Stream.generate(Scenario::newContact).limit(20).toList();
    JsonObject[] entries =
        Stream.generate(contacts::stream)
            .limit(50)
            .flatMap(it -> it)
            .map(contact -> Events.inbound(contact, now()))
            .toArray(JsonObject[]::new);

    tell(entries);

    // A thousand messages use up the number's throughput (platform-facts.md#throughput): sends go
    // by its rate.
    for (String contact : contacts) {
      await().until(() -> gateway().send(Bodies.text(contact)).status() == 200);
    }
  }

  @Test
  void takesStatusesBesideMessagesOfOneChange() {
    String writing = contactWithClosedWindow();
    String failing = contactWithOpenWindow();
    JsonObject both = Events.messages(World.NUMBER, message(writing));
    JsonObject error = JsonObject.of("code", 131047, "title", "Re-engagement message");
    JsonObject failed =
        Events.status(failing, Events.newWamid(), "failed", now().plusSeconds(1))
            .put("errors", JsonArray.of(error));
    both.getJsonArray("changes")
        .getJsonObject(0)
        .getJsonObject("value")
        .put("statuses", JsonArray.of(failed));

    tell(both);

    gateway().send(Bodies.text(writing)).assertForwarded();
    gateway().send(Bodies.text(failing)).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void takesADeliveryOfThreeMegabytes() {
    String contact = contactWithClosedWindow();
    JsonObject large = Events.inbound(contact, now()).put("zz", "a".repeat(3_000_000));

    tell(large);

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void takesWhatTheTwinDelivers() {
    String contact = contactWithClosedWindow();
    twin().webhookUrl("http://localhost:" + gateway().port() + Gateway.WEBHOOKS);

    int status =
        twin().customerWrites(contact, "Gr\u00fc\u00dfe \uD83D\uDE00", Instant.now()).join();
    twin().webhookUrl(null);

    assertThat(status).isEqualTo(200);
    Answer answer = gateway().send(Bodies.text(contact)).assertForwarded();
    assertThat(Instant.parse(answer.header("Sallyport-Window-Expires")))
        .isAfter(Instant.now().plus(Duration.ofHours(23)));
  }

  private Answer verify(String mode, String token) {
    return gateway()
        .get(
            Gateway.WEBHOOKS
                + "?hub.mode="
                + mode
                + "&hub.challenge=1158201444&hub.verify_token="
                + token);
  }

  private static JsonObject message(String contact) {
    return Events.message(JsonObject.of("from", contact), "text", now());
  }

  private static JsonObject change(String contact) {
    return Events.messages(World.NUMBER, message(contact)).getJsonArray("changes").getJsonObject(0);
  }
}
