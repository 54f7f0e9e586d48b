package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.sallyport.twin.kommo.hooks.HookBodies;
import io.sallyport.twin.kommo.hooks.HookWays;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manager writes in Kommo, and what becomes of it. */
class KommoIT {

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
    world.kommo.hookWays(HookWays.KOMMO);
  }

  @Test
  void whatAManagerWritesIsSentAndItsDeliveryAndReadingTold() {
    world.wrote(contact);

    String id = world.manager(contact, text);

    world.told(id, "delivered");
    JsonObject body = world.sent(text).get(0);
    assertThat(world.sent(text)).hasSize(1);
    assertThat(body.getString("to")).isEqualTo(contact);
    JsonObject read = Events.status(contact, "wamid.read" + id, "read", Instant.now());
    read.put("biz_opaque_callback_data", body.getString("biz_opaque_callback_data"));
    tell(Events.statuses(read));
    world.told(id, "read");
  }

  /** Meta repeats what a send was marked with; a status without it has Meta's own id. */
  @Test
  void aStatusThatNamesMetasIdOnlyIsToldToo() {
    world.wrote(contact);
    String id = world.manager(contact, text);
    world.told(id, "delivered");
    String wamid =
        world.twin.messages().stream()
            .filter(sent -> sent.to().contains(contact))
            .reduce((one, other) -> other)
            .orElseThrow()
            .id();

    tell(Events.statuses(Events.status(contact, wamid, "read", Instant.now())));

    world.told(id, "read");
  }

  private static void tell(JsonObject entry) {
    byte[] webhook = Events.delivery(entry).encode().getBytes(StandardCharsets.UTF_8);
    assertThat(world.gateway.webhook(webhook, world.twin.sign(webhook)).status()).isEqualTo(200);
  }

  @Test
  void aDayLaterTheAnswerIsRefusedAtTheMessageInWords() {
    world.writes(contact, "Hello", Instant.now().minus(Duration.ofHours(25)));
    world.came(contact, "Hello");

    JsonObject refused = world.told(world.manager(contact, text), "error");

    assertThat(refused.getInteger("error_code")).isEqualTo(905);
    assertThat(refused.getString("error")).startsWith("This contact last wrote at ");
    assertThat(refused.getString("error")).contains("send an approved template");
    assertThat(world.sent(text)).isEmpty();
  }

  @Test
  void aTemplateGoesOutsideTheWindowWithTheValuesOfItsMarkers() {
    JsonObject template =
        JsonObject.of("id", 7, "external_id", "order_update/en_US")
            .put("content", "Your order {{lead.id}} is {{lead.state}}.")
            .put(
                "params",
                JsonArray.of(
                    JsonObject.of("key", "{{lead.state}}", "value", "ready"),
                    JsonObject.of("key", "{{lead.id}}", "value", text)));

    String id = world.manager(contact, JsonObject.of("extra", JsonObject.of("template", template)));

    world.told(id, "delivered");
    assertThat(world.sent(text).get(0).getJsonObject("template").encode())
        .contains("\"text\":\"" + text + "\"},{\"type\":\"text\",\"text\":\"ready\"}");
  }

  @Test
  void whoIsWrittenToFirstIsLinkedInHisFirstMessage() {
    String id = world.manager(contact, text);
    assertThat(world.told(id, "error").getInteger("error_code")).isEqualTo(905);

    world.writes(contact, "first of " + text, Instant.now());
    world.came(contact, "first of " + text);
    world.writes(contact, "second of " + text, Instant.now());
    world.came(contact, "second of " + text);

    assertThat(world.kommo.message(id).orElseThrow().chat())
        .as("one chat")
        .isSameAs(world.chat(contact).orElseThrow());
    assertThat(world.payload("new_message", "first of " + text).containsKey("conversation_ref_id"))
        .isTrue();
    assertThat(world.payload("new_message", "second of " + text).containsKey("conversation_ref_id"))
        .isFalse();
  }

  /** Whoever writes first of the two, it stays one chat. */
  @Test
  void whatIsWrittenOnThePhoneLinksAChatThatKommoBegan() {
    String id = world.manager(contact, text);
    world.told(id, "error");

    KommoWorld.done(
        world.twin.customer(contact).isWrittenToInTheApp("phone " + text, Instant.now()));
    world.came(contact, "phone " + text);
    world.writes(contact, "answer to " + text, Instant.now());
    world.came(contact, "answer to " + text);

    assertThat(world.kommo.message(id).orElseThrow().chat())
        .as("one chat")
        .isSameAs(world.chat(contact).orElseThrow());
    JsonObject first = world.payload("new_message", "phone " + text);
    assertThat(first.containsKey("conversation_ref_id")).isTrue();
    assertThat(first.getJsonObject("receiver").containsKey("ref_id")).isTrue();
  }

  @Test
  void theSameHookTwiceIsOneMessage() {
    world.wrote(contact);
    world.kommo.hookWays(HookWays.KOMMO.withCopies(3));

    world.manager(contact, text);
    String last = world.manager(contact, "after");

    world.told(last, "delivered");
    assertThat(world.sent(text)).hasSize(1);
  }

  @Test
  void whatCannotBeSentIsToldInWords() {
    world.wrote(contact);

    String strange =
        world.manager(contact, JsonObject.of("extra", JsonObject.of("type", "hologram")));
    String nowhere =
        world.manager(
            contact,
            JsonObject.of("type", "picture", "media", "https://127.0.0.1/a.jpg", "file_name", "a"));

    assertThat(world.told(strange, "error").getString("error"))
        .isEqualTo("A message of the kind \"hologram\" cannot be sent to WhatsApp.");
    assertThat(world.told(nowhere, "error").getString("error"))
        .isEqualTo("The file cannot be sent: there is none at the address Kommo gave.");
  }

  @Test
  void aFileIsPutAtMetasOnceAndItsTextBesideAVoiceIsASecondMessage() {
    world.wrote(contact);
    int before = uploads();

    String picture = world.manager(contact, JsonObject.of("type", "picture", "text", text));
    String voice = world.manager(contact, JsonObject.of("type", "voice", "text", "heard " + text));

    world.told(picture, "delivered");
    world.told(voice, "delivered");
    JsonObject sent = world.sent(text).get(0);
    assertThat(sent.getString("type")).isEqualTo("image");
    assertThat(sent.getJsonObject("image").getString("caption")).isEqualTo(text);
    assertThat(sent.getJsonObject("image").getString("id")).isNotEmpty();
    assertThat(world.sent("\"heard " + text).get(0).getString("type")).isEqualTo("text");
    assertThat(uploads() - before).isEqualTo(2);
  }

  private static int uploads() {
    return (int)
        world.twin.requests().stream().filter(call -> call.path().endsWith("/media")).count();
  }

  @Test
  void aFileThatKommoDoesNotGiveNowIsFetchedAgainAndOneThatIsGoneIsTold() {
    world.wrote(contact);
    world.kommo.fault(KommoFault.SERVER_ERROR_503, "attachments", 1);
    String late = world.manager(contact, JsonObject.of("type", "picture", "text", text));
    world.told(late, "delivered");

    world.kommo.fault(KommoFault.NOT_FOUND, "attachments", 1);
    String gone = world.manager(contact, JsonObject.of("type", "picture"));

    assertThat(world.told(gone, "error").getString("error"))
        .isEqualTo("The file could not be fetched from Kommo (HTTP 404).");
  }

  @Test
  void messagesOfAChatGoOutInTheirOrderAlsoWhereARateHoldsThemBack() {
    world.wrote(contact);

    // More than a contact may get at once.
    for (int i = 0; i < 47; i++) {
      world.manager(contact, text + " no " + i + ".");
    }

    Scenario.await().untilAsserted(() -> assertThat(world.sent(text)).hasSize(47));
    List<String> all =
        world.sent(text).stream().map(it -> it.getJsonObject("text").getString("body")).toList();
    for (int i = 0; i < 47; i++) {
      assertThat(all.get(i)).isEqualTo(text + " no " + i + ".");
    }
  }

  @Test
  void whatBecameOfAMessageIsToldThrough429And5xxAnd404AndSilence() {
    world.wrote(contact);
    for (KommoFault fault :
        List.of(
            KommoFault.RATE_LIMITED,
            KommoFault.SERVER_ERROR_500,
            KommoFault.NOT_FOUND,
            KommoFault.FORBIDDEN,
            KommoFault.RESET,
            KommoFault.STALL)) {
      world.kommo.fault(KommoFaultOrder.of(fault, "delivery_status", 1));
    }

    world.told(world.manager(contact, text), "delivered");
  }

  @Test
  void aReactionAQuoteAndTypingReachTheContact() {
    world.wrote(contact);
    ChatMessage hello = world.messages(contact, "Hello from").get(0);
    String own = world.manager(contact, text);
    world.told(own, "delivered");

    world.manager(contact, JsonObject.of("text", "as to " + text, "reply_to", hello.id()));
    world.manager(contact, JsonObject.of("text", "as to my " + text, "reply_to", own));
    Scope scope = world.kommo.scope(KommoSeed.NORTH).orElseThrow();
    Instant now = Instant.now();
    world.post(HookBodies.reaction(scope, hello, now, "\uD83D\uDC4D").toBuffer());
    world.post(HookBodies.typing(scope, hello.chat(), now, now.plusSeconds(5)).toBuffer());

    JsonObject quote = world.awaitSent("\"as to " + text);
    assertThat(quote.getJsonObject("context").getString("message_id")).isEqualTo(hello.msgid());
    assertThat(world.awaitSent("as to my").getJsonObject("context").getString("message_id"))
        .startsWith("wamid.");
    assertThat(world.awaitSent("\"reaction\":{\"message_id\":\"" + hello.msgid()).encode())
        .contains("\"emoji\"");
    assertThat(world.awaitSent("typing_indicator").getString("message_id"))
        .isEqualTo(hello.msgid());
  }
}
