package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.kommo.HookReceiver;
import io.sallyport.twin.kommo.KommoFixture;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NewMessageTest extends KommoFixture {
  @BeforeEach
  void connected() {
    connect();
  }

  @Test
  void aMessageOpensTheChatAndIsAnsweredWithItsId() {
    HttpResponse<String> answer = send(inbound("w1", text("Hello")).put("source", source("s1")));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject told = json(answer).getJsonObject("new_message");
    ChatMessage message = message(told.getString("msgid"));
    assertThat(told)
        .isEqualTo(
            JsonObject.of(
                "conversation_id",
                CONVERSATION,
                "sender_id",
                PHONE,
                "receiver_id",
                null,
                "msgid",
                message.id(),
                "ref_id",
                "w1"));
    assertThat(message.author()).isEqualTo(ChatMessage.Author.CLIENT);
    Chat chat = message.chat();
    assertThat(chat.client().name()).isEqualTo("Ines");
    assertThat(chat.client().phone()).isEqualTo(PHONE);
    assertThat(chat.source()).isEqualTo("s1");
    assertThat(chat.summary().getBoolean("lead")).isTrue();
  }

  @Test
  void aSilentMessageMakesNoLead() {
    send(inbound("w1", text("Hello")).put("silent", true));

    assertThat(twin.chats().get(0).summary().getBoolean("lead")).isFalse();
  }

  @Test
  void aKnownMsgidIsNoSecondMessage() {
    HttpResponse<String> first = send(inbound("w1", text("Hello")));
    HttpResponse<String> second = send(inbound("w1", text("Hello again")));

    assertThat(second.body()).isEqualTo(first.body());
    twin.gaps().refusesRepeatedMsgid(true);
    assertThat(send(inbound("w1", text("Hello"))).statusCode()).isEqualTo(400);
    assertThat(twin.chats().get(0).messages()).hasSize(1);
  }

  static Stream<Arguments> goodMessages() {
    String media = "http://localhost:1/file";
    JsonObject list = JsonObject.of("type", "text", "text", "Red", "callback_data", "row-1");
    return Stream.of(
            list,
            JsonObject.of("type", "location", "location", JsonObject.of("lon", 5.2, "lat", 52)),
            JsonObject.of(
                "type", "contact", "contact", JsonObject.of("name", "Al", "phone", "15550101235")),
            JsonObject.of("type", "voice", "media", media, "media_duration", 3),
            JsonObject.of("type", "audio", "media", media),
            JsonObject.of("type", "sticker", "media", media),
            JsonObject.of("type", "sticker", "sticker_id", "s1"),
            file("picture").put("text", "A caption"),
            file("video"),
            file("file"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("goodMessages")
  void takesEveryType(JsonObject message) {
    assertThat(send(inbound("w1", message)).statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> badMessages() {
    return Stream.of(
            JsonObject.of("type", "image", "text", "x"),
            JsonObject.of("text", "x"),
            JsonObject.of("type", "text"),
            JsonObject.of("type", "text", "text", ""),
            JsonObject.of("type", "text", "text", 5),
            JsonObject.of("type", "text", "text", "x", "txet", "x"),
            JsonObject.of("type", "voice"),
            JsonObject.of("type", "voice", "media", "file.ogg"),
            JsonObject.of("type", "voice", "media", "ftp://localhost/file"),
            file("picture").put("file_size", "22"),
            file("picture").put("file_size", 22.5),
            file("picture").put("file_size", null),
            file("picture").put("file_name", null),
            file("picture").put("media", null),
            JsonObject.of("type", "sticker"),
            JsonObject.of("type", "location"),
            JsonObject.of("type", "location", "location", JsonObject.of("lon", "5", "lat", 52)),
            JsonObject.of("type", "contact", "contact", JsonObject.of("name", "Al")),
            JsonObject.of("type", "text", "text", "x", "callback_data", 1),
            JsonObject.of("type", "text", "text", "x", "shared_post", JsonObject.of("url", "u")),
            JsonObject.of("type", "comment", "text", "x"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("badMessages")
  void refusesWrongMessages(JsonObject message) {
    assertThat(send(inbound("w1", message)).statusCode()).isEqualTo(400);
    assertThat(twin.chats()).isEmpty();
  }

  static Stream<Arguments> badPayloads() {
    JsonObject quote = JsonObject.of("message", JsonObject.of("type", "text"));
    return Stream.of(
            JsonObject.of("timestamp", "1639604761"),
            JsonObject.of("timestamp", 1_639_604_761),
            JsonObject.of("timestamp", null),
            JsonObject.of("timestamp", 4_000_000_000L, "msec_timestamp", 4_000_000_000_000L),
            JsonObject.of("msgid", null),
            JsonObject.of("msgid", ""),
            JsonObject.of("msgid", 7),
            JsonObject.of("conversation_id", null),
            JsonObject.of("conversation_ref_id", "no-such-chat"),
            JsonObject.of("silent", 0),
            JsonObject.of("sender", null),
            JsonObject.of("sender", client().put("id", null)),
            JsonObject.of("sender", client().put("name", null)),
            JsonObject.of("sender", client().put("phone", PHONE)),
            JsonObject.of("sender", client().put("profile", JsonObject.of("phone", 15550101234L))),
            JsonObject.of("sender", client().put("profile", JsonObject.of("phone", "unknown"))),
            JsonObject.of("sender", client().put("ref_id", "nobody")),
            JsonObject.of("sender", client().put("ref_id", KommoSeed.CHANNEL.botId())),
            JsonObject.of("receiver", client()),
            JsonObject.of("source", source("a".repeat(41))),
            JsonObject.of("source", source("é")),
            JsonObject.of("source", "s1"),
            JsonObject.of("reply_to", quote),
            JsonObject.of("forwards", JsonObject.of("messages", new JsonArray())),
            JsonObject.of("id", "x"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("badPayloads")
  void refusesWrongPayloads(JsonObject change) {
    JsonObject payload = inbound("w1", text("Hello"));

    assertThat(send(payload.copy().mergeIn(change)).statusCode()).isEqualTo(400);
    assertThat(twin.chats()).isEmpty();
    assertThat(send(payload).statusCode()).isEqualTo(200);
  }

  @Test
  void knowsTwoEventsOnly() {
    JsonObject payload = inbound("w1", text("Hello"));

    assertThat(post(SCOPE, JsonObject.of("event_type", "message", "payload", payload)).statusCode())
        .isEqualTo(400);
    assertThat(post(SCOPE, payload).statusCode()).isEqualTo(400);
  }

  @Test
  void anEchoIsTheBotsOrAUsers() {
    ChatMessage bot = message(idOf(send(echo("w1", "From the phone"))));
    JsonObject user = JsonObject.of("id", "m", "name", "Mila", "ref_id", NORTH.managerId());
    ChatMessage written = message(idOf(send(echo("w2", "Elsewhere").put("sender", user))));

    assertThat(bot.author()).isEqualTo(ChatMessage.Author.BOT);
    assertThat(written.author()).isEqualTo(ChatMessage.Author.USER);
    JsonObject stranger = user.copy().put("ref_id", "nobody");
    HttpResponse<String> refused = send(echo("w3", "x").put("sender", stranger));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("sender: user not found");
    assertThat(channel.hooks).isEmpty();
  }

  @Test
  void theFirstAnswerLinksWhatTheManagerBegan() {
    Chat chat =
        twin.message(write("+1 555 010 1234", JsonObject.of("text", "Hi")).getString("id"))
            .orElseThrow()
            .chat();
    JsonObject payload = inbound("w1", text("Yes?")).put("conversation_ref_id", chat.id());
    JsonObject sender = client().put("ref_id", chat.client().id());

    assertThat(send(payload.copy()).statusCode()).isEqualTo(400);
    HttpResponse<String> linked = send(payload.copy().put("sender", sender));

    assertThat(linked.statusCode()).isEqualTo(200);
    assertThat(twin.chats()).containsExactly(chat);
    assertThat(chat.conversationId()).isEqualTo(CONVERSATION);
    assertThat(chat.client().clientId()).isEqualTo(PHONE);
    write("Now by your name");
    assertThat(channel.hooks.get(1).message().getJsonObject("conversation"))
        .isEqualTo(JsonObject.of("id", chat.id(), "client_id", CONVERSATION));
  }

  @Test
  void aConversationIsLinkedToOneChatOnly() {
    receive("w1", "Hello");
    Chat other = message(write("15550101999", JsonObject.of("text", "Hi")).getString("id")).chat();
    JsonObject sender = client().put("ref_id", other.client().id());

    HttpResponse<String> answer =
        send(inbound("w2", text("x")).put("conversation_ref_id", other.id()).put("sender", sender));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void quotesAMessageOfTheSameChatOnly() {
    receive("w1", "Hello");
    JsonObject quote = JsonObject.of("message", JsonObject.of("msgid", "w1"));

    assertThat(send(inbound("w2", text("x")).put("reply_to", quote)).statusCode()).isEqualTo(200);
    JsonObject elsewhere = inbound("w3", text("x")).put("conversation_id", "n1-other");
    assertThat(send(elsewhere.put("reply_to", quote)).statusCode()).isEqualTo(400);
    JsonObject unknown = JsonObject.of("message", JsonObject.of("msgid", "long-ago"));
    assertThat(send(inbound("w4", text("x")).put("reply_to", unknown)).statusCode()).isEqualTo(200);
  }

  @Test
  void fetchesTheMediumOnceAndFollowsNoRedirect() {
    JsonObject picture = file("picture").put("media", channel.origin() + "/file?sealed=1");
    String id = idOf(send(inbound("w1", picture)));
    String moved =
        idOf(send(inbound("w2", file("picture").put("media", channel.origin() + "/moved"))));

    soon(
        () -> {
          JsonObject download = message(id).view().getJsonObject("download");
          assertThat(download.getString("state")).isEqualTo("done");
          assertThat(download.getInteger("bytes")).isEqualTo(HookReceiver.FILE.length());
          assertThat(download.getString("content_type")).isEqualTo("image/png");
          assertThat(message(moved).view().getJsonObject("download"))
              .isEqualTo(JsonObject.of("state", "failed", "status", 302));
        });
    assertThat(channel.downloads).containsExactly("GET /file?sealed=1");
  }

  private static JsonObject text(String text) {
    return JsonObject.of("type", "text", "text", text);
  }

  private static JsonObject source(String id) {
    return JsonObject.of("external_id", id);
  }

  private static JsonObject file(String type) {
    return JsonObject.of(
        "type", type, "media", "http://localhost:1/file", "file_name", "a.png", "file_size", 22);
  }
}
