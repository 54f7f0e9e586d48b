package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.inbound.CustomerMessage;
import io.sallyport.twin.inbound.Referral;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manager sees in Kommo of what is written on WhatsApp. */
class KommoInboundIT {

  @TempDir static Path directory;
  private static KommoWorld world;

  private final String contact = Scenario.newContact();
  private final String text = "text of " + UUID.randomUUID();

  @BeforeAll
  static void start() {
    world = new KommoWorld(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void everybodyAnswers() {
    world.everybodyAnswers();
  }

  private void writes(CustomerMessage message) {
    assertThat(KommoWorld.done(world.twin.customer(contact).writes(message))).isEqualTo(200);
  }

  private static CustomerMessage of(String type, JsonObject content) {
    return new CustomerMessage(type, "", Instant.now(), Referral.NONE, false, content);
  }

  private static void tell(JsonObject entry) {
    byte[] webhook = Events.delivery(entry).encode().getBytes(StandardCharsets.UTF_8);
    assertThat(world.gateway.webhook(webhook, world.twin.sign(webhook)).status()).isEqualTo(200);
  }

  @Test
  void whatACustomerWritesIsANewMessage() {
    Instant at = Scenario.now();
    world.writes(contact, text, at);

    ChatMessage message = world.came(contact, text);

    JsonObject payload = world.payload("new_message", text);
    assertThat(message.author()).isEqualTo(ChatMessage.Author.CLIENT);
    assertThat(message.msgid()).startsWith("wamid.");
    assertThat(message.at()).isEqualTo(at);
    assertThat(payload.getJsonObject("source").getString("external_id")).isEqualTo("15550783881");
    assertThat(payload.getJsonObject("sender").getJsonObject("profile").getString("phone"))
        .isEqualTo("+" + contact);
    assertThat(payload.getBoolean("silent")).isFalse();
    assertThat(payload.containsKey("receiver")).isFalse();
  }

  @Test
  void whatIsWrittenOnThePhoneIsSilentAndTheBots() {
    KommoWorld.done(world.twin.customer(contact).isWrittenToInTheApp(text, Instant.now()));

    assertThat(world.came(contact, text).author()).isEqualTo(ChatMessage.Author.BOT);
    assertThat(world.payload("new_message", text).getBoolean("silent")).isTrue();
  }

  @Test
  void whatAnotherClientSendsIsSilentAndTheBotsAndNoDeliveryIsTold() {
    world.wrote(contact);

    Answer sent =
        world.gateway.send(
            JsonObject.of("messaging_product", "whatsapp", "to", contact, "type", "text")
                .put("text", JsonObject.of("body", text)));

    assertThat(sent.status()).isEqualTo(200);
    ChatMessage message = world.came(contact, text);
    assertThat(message.author()).isEqualTo(ChatMessage.Author.BOT);
    String next = world.manager(contact, "after " + text);
    world.told(next, "delivered");
    assertThat(message.delivery()).isNull();
  }

  @Test
  void aFileIsALinkThatStreamsItAndCannotBeChanged() {
    writes(CustomerMessage.text(text, Instant.now()).ofType("image"));

    ChatMessage message = world.came(contact, text);
    String link = message.content().getString("media");
    String sealed = link.substring(link.indexOf("/kommo/media/"));
    Answer file = world.gateway.call(world.gateway.to(sealed).header("Range", "bytes=0-3").build());
    char other = sealed.endsWith("A") ? 'B' : 'A';
    String middle = sealed.substring(0, 30) + other + sealed.substring(31);

    assertThat(message.content().getString("type")).isEqualTo("picture");
    assertThat(link).doesNotContain(contact, World.NUMBER);
    assertThat(file.text()).startsWith("twin");
    assertThat(file.header("Content-Security-Policy")).contains("sandbox");
    assertThat(world.gateway.get(middle).status()).isEqualTo(404);
    assertThat(world.gateway.get("/kommo/media/x").status()).isEqualTo(404);
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(message.view().getJsonObject("download").getString("state"))
                    .isEqualTo("done"));
  }

  @Test
  void reactionsAndChangesAreToldAsSuch() {
    writes(CustomerMessage.text(text, Instant.now()));
    ChatMessage first = world.came(contact, text);
    String own = world.manager(contact, "mine " + text);
    world.told(own, "delivered");
    String wamid =
        world.twin.messages().stream()
            .filter(sent -> sent.to().contains(contact))
            .reduce((one, other) -> other)
            .orElseThrow()
            .id();

    writes(of("reaction", JsonObject.of("message_id", wamid, "emoji", "+1")));
    JsonObject changed =
        JsonObject.of("type", "text", "text", JsonObject.of("body", "changed " + text));
    writes(of("edit", JsonObject.of("original_message_id", first.msgid()).put("message", changed)));

    Scenario.await()
        .untilAsserted(() -> assertThat(world.view(own).getJsonArray("reactions")).contains("+1"));
    Scenario.await()
        .untilAsserted(
            () -> assertThat(first.content().getString("text")).isEqualTo("changed " + text));
    writes(of("revoke", JsonObject.of("original_message_id", first.msgid())));
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(first.content().getString("text"))
                    .isEqualTo("The contact has taken this message back."));
  }

  @Test
  void whatIsChangedOnThePhoneIsChangedInKommo() {
    KommoWorld.done(world.twin.customer(contact).isWrittenToInTheApp(text, Instant.now()));
    ChatMessage message = world.came(contact, text);
    JsonObject changed =
        JsonObject.of("type", "text", "text", JsonObject.of("body", "changed " + text));

    onThePhone("edit", JsonObject.of("message", changed), message.msgid());
    Scenario.await()
        .untilAsserted(
            () -> assertThat(message.content().getString("text")).isEqualTo("changed " + text));
    onThePhone("revoke", new JsonObject(), message.msgid());
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(message.content().getString("text"))
                    .isEqualTo("This message was taken back on the phone."));

    assertThat(world.chat(contact).orElseThrow().messages()).hasSize(1);
  }

  private void onThePhone(String type, JsonObject change, String original) {
    JsonObject echo = Events.message(JsonObject.of("to", contact), type, Instant.now());
    echo.put(type, change.put("original_message_id", original));
    JsonObject value = Events.of(World.NUMBER).put("message_echoes", JsonArray.of(echo));
    tell(Events.change("smb_message_echoes", value));
  }

  @Test
  void whatKommoDoesNotTakeComesLaterInOrder() {
    world.kommo.fault(KommoFaultOrder.of(KommoFault.SERVER_ERROR_503, "new_message", 3));
    world.writes(contact, "first of " + text, Instant.now());
    world.writes(contact, "second of " + text, Instant.now());

    world.came(contact, "second of " + text);

    assertThat(world.messages(contact, "of " + text))
        .extracting(message -> message.content().getString("text"))
        .containsExactly("first of " + text, "second of " + text);
  }

  @Test
  void whatKommoNeverTakesIsADeadLetterAtOnceAndTheNextGoesOn() {
    world.writes(contact, text, Instant.now());
    String msgid = String.valueOf(world.came(contact, text).msgid());
    world.kommo.gaps().refusesRepeatedMsgid(true);
    JsonObject again = Events.message(JsonObject.of("from", contact), "text", Instant.now());
    again.put("id", msgid).put("text", JsonObject.of("body", "again " + text));
    tell(Events.messages(World.NUMBER, again));
    world.writes(contact, "next of " + text, Instant.now());

    world.came(contact, "next of " + text);

    String dead = "/sallyport/v1/relay/kommo-" + KommoWorld.ACCOUNT + "/dead-letters";
    assertThat(world.gateway.get(dead).json().encode()).contains("HTTP 400");
    world.kommo.gaps().reset();
    assertThat(world.gateway.post(dead + "/replay", "").status()).isEqualTo(202);
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(world.gateway.get(dead).json().getJsonArray("dead_letters")).isEmpty());
  }

  @Test
  void historyIsSilentAndTheOldestFirst() {
    JsonObject thread =
        JsonObject.of("id", contact)
            .put(
                "messages",
                JsonArray.of(
                    old("15550783881", "two of " + text, 20), old(contact, "one of " + text, 10)));
    JsonObject value =
        Events.of(World.NUMBER)
            .put("history", JsonArray.of(JsonObject.of("threads", JsonArray.of(thread))));

    tell(Events.change("history", value));

    world.came(contact, "two of " + text);
    List<ChatMessage> all = world.messages(contact, "of " + text);
    assertThat(all)
        .extracting(message -> message.content().getString("text"))
        .containsExactly("one of " + text, "two of " + text);
    assertThat(all)
        .extracting(ChatMessage::author)
        .containsExactly(ChatMessage.Author.CLIENT, ChatMessage.Author.BOT);
    assertThat(world.payload("new_message", "one of " + text).getBoolean("silent")).isTrue();
  }

  private static JsonObject old(String from, String body, int second) {
    return JsonObject.of("from", from, "id", "wamid." + UUID.randomUUID(), "type", "text")
        .put("timestamp", "17800000" + second)
        .put("text", JsonObject.of("body", body));
  }
}
