package io.sallyport.twin.kommo.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.kommo.HookReceiver.Hook;
import io.sallyport.twin.kommo.KommoFixture;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.chats.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** connector-facts A9 and A10. */
class HookTest extends KommoFixture {
  private static final String SECRET = KommoSeed.CHANNEL.secret();

  @BeforeEach
  void connected() {
    connect();
  }

  @Test
  void signsAsTheGoldenVectorSays() {
    String body = "{\"account_id\":\"52e591f7-c98f-4255-8495-827210138c81\",\"time\":1639572261}";

    Channel documented =
        new Channel("id", "5a44c5dff55f3c15a4cce8d7c4cc27e207c7e189", "Title", "bot", null);

    assertThat(documented.sign(Buffer.buffer(body)))
        .isEqualTo("f967b1bf766fb788dc3815eb656fc284d5ef4ef3");
  }

  @Test
  void aTextIsPostedSignedToTheScope() {
    receive("w1", "Hello");

    JsonObject answer = write("Good morning");

    assertThat(answer.getInteger("hook")).isEqualTo(200);
    Hook hook = only();
    assertThat(hook.path()).isEqualTo("/kommo/" + SCOPE);
    assertThat(hook.contentType()).isEqualTo("application/json");
    assertThat(hook.text()).endsWith("}\n");
    assertThat(hook.signature()).isEqualTo(hex(hmac(SECRET, hook.text().stripTrailing())));
    assertThat(hook.json().getString("account_id")).isEqualTo(NORTH.amojoId());
    assertThat(hook.json().getLong("time")).isEqualTo(hook.message().getLong("timestamp"));
    assertThat(hook.message().getLong("msec_timestamp") / 1000)
        .isEqualTo(hook.message().getLong("timestamp"));
    assertThat(hook.inner())
        .isEqualTo(
            JsonObject.of(
                "id", answer.getString("id"),
                "type", "text",
                "text", "Good morning",
                "markup", null,
                "tag", "",
                "media", "",
                "thumbnail", "",
                "file_name", "",
                "file_size", 0));
    JsonObject receiver = hook.message().getJsonObject("receiver");
    assertThat(receiver.getString("client_id")).isEqualTo(PHONE);
    assertThat(receiver.getString("phone")).isEqualTo(PHONE);
    assertThat(hook.message().getJsonObject("sender"))
        .isEqualTo(JsonObject.of("id", NORTH.managerId()));
    assertThat(hook.message().getJsonObject("conversation").getString("client_id"))
        .isEqualTo(CONVERSATION);
  }

  @Test
  void writeFirstNamesNoIdsOfTheChannel() {
    write("+1 (555) 010-1234", JsonObject.of("text", "Hi"));
    write(PHONE, JsonObject.of("text", "Are you there?"));

    for (Hook hook : channel.hooks) {
      assertThat(hook.message().getJsonObject("conversation").fieldNames()).containsExactly("id");
      JsonObject receiver = hook.message().getJsonObject("receiver");
      assertThat(receiver.fieldNames()).containsExactlyInAnyOrder("id", "phone", "email");
      assertThat(receiver.getString("phone")).isEqualTo(PHONE);
      assertThat(hook.message().getJsonObject("source"))
          .isEqualTo(JsonObject.of("external_id", NORTH.source()));
    }
    assertThat(twin.chats()).hasSize(1);
    assertThatThrownBy(() -> write("no-chat", JsonObject.of("text", "Hi")))
        .hasMessageContaining("No chat");
  }

  @Test
  void aMediumIsThereToFetch() {
    receive("w1", "Hello");
    JsonObject order = JsonObject.of("type", "picture", "text", "Blue", "file_name", "a b.png");

    write(PHONE, order.put("group", "g1").put("buttons", JsonArray.of("Yes", "No")));
    JsonObject inner = only().inner();

    HttpResponse<String> file = fetch(inner.getString("media"));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(file.headers().firstValueAsLong("Content-Length"))
        .hasValue(inner.getInteger("file_size"));
    assertThat(inner.getString("file_name")).isEqualTo("a b.png");
    assertThat(inner.getString("text")).isEqualTo("Blue");
    assertThat(inner.getString("media_group_id")).isEqualTo("g1");
    assertThat(fetch(inner.getString("thumbnail")).statusCode()).isEqualTo(200);
    assertThat(fetch(inner.getString("media") + "x").statusCode()).isEqualTo(404);
    assertThat(inner.getJsonObject("markup").encode())
        .isEqualTo("{\"mode\":\"inline\",\"buttons\":[[{\"text\":\"Yes\"}],[{\"text\":\"No\"}]]}");
  }

  @Test
  void aFileHasTheSizeThatIsAskedFor() {
    receive("w1", "Hello");

    write(PHONE, JsonObject.of("type", "video", "size", 3_000_000, "mime", "video/3gpp"));

    JsonObject inner = only().inner();
    assertThat(inner.getInteger("file_size")).isEqualTo(3_000_000);
    HttpResponse<String> file = fetch(inner.getString("media"));
    assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(3_000_000);
    assertThat(file.headers().firstValue("Content-Type")).contains("video/3gpp");
  }

  @Test
  void quotesListsAndOddMembersGoAsOrdered() {
    receive("w1", "Hello");
    JsonObject list = JsonObject.of("body", "Which?", "button", "Choose");
    JsonObject order = JsonObject.of("text", "x", "reply_to", "w1", "list_message", list);

    write(PHONE, order.put("extra", JsonObject.of("type", "hologram")));

    JsonObject inner = only().inner();
    assertThat(inner.getString("type")).isEqualTo("hologram");
    assertThat(inner.getJsonObject("markup")).isEqualTo(JsonObject.of("list_message", list));
    JsonObject quoted = inner.getJsonObject("reply_to").getJsonObject("message");
    assertThat(quoted.getString("msgid")).isEqualTo("w1");
    assertThat(quoted.getString("text")).isEqualTo("Hello");
    assertThatThrownBy(() -> write(PHONE, JsonObject.of("text", "x", "reply_to", "w2")))
        .hasMessageContaining("No message");
  }

  @Test
  void aTemplateCarriesItsMarkers() {
    receive("w1", "Hello");
    String template =
        "[{\"name\":\"sale\",\"external_id\":\"sale|en\",\"content\":\"Hi {{1}}, {{2}} is here\","
            + "\"buttons\":[{\"type\":\"inline\",\"text\":\"Stop\"}]}]";
    assertThat(rest("POST", "/chats/templates", template).statusCode()).isEqualTo(200);

    write(PHONE, JsonObject.of("template", "sale", "params", JsonObject.of("1", "Sam")));

    JsonObject inner = only().inner();
    JsonObject named = inner.getJsonObject("template");
    assertThat(inner.getString("text")).isEqualTo("Hi Sam, {{2}} is here");
    assertThat(named.getInteger("id")).isEqualTo((int) twin.templates(NORTH).get(0).id());
    assertThat(named.getString("external_id")).isEqualTo("sale|en");
    assertThat(named.getString("content")).isEqualTo("Hi {{1}}, {{2}} is here");
    assertThat(named.getJsonArray("params"))
        .isEqualTo(JsonArray.of(JsonObject.of("key", "{{1}}", "value", "Sam")));
    assertThat(inner.getJsonObject("markup").getJsonArray("buttons"))
        .isEqualTo(JsonArray.of(JsonArray.of(JsonObject.of("text", "Stop"))));
    assertThatThrownBy(() -> write(PHONE, JsonObject.of("template", "other")))
        .hasMessageContaining("No template");
  }

  @Test
  void aHookIsSentOnceWhateverTheAnswer() {
    receive("w1", "Hello");
    channel.answers.add(503);

    assertThat(write("Hi").getInteger("hook")).isEqualTo(503);
    twin.clock().advance(Duration.ofHours(1));

    assertThat(write("Still there?").getInteger("hook")).isEqualTo(200);
    assertThat(channel.hooks).hasSize(2);
    assertThat(channel.hooks.get(1).inner().getString("text")).isEqualTo("Still there?");
    assertThat(twin.hooks()).extracting(SentHook::status).containsExactly(503, 200);
  }

  @Test
  void patienceEnds() {
    receive("w1", "Hello");
    channel.delay = Duration.ofSeconds(2);

    JsonObject answer = write("Hi");

    assertThat(answer.getInteger("hook")).isZero();
    assertThat(twin.hooks().get(0).millis()).isBetween(650L, 1_900L);
    assertThat(message(answer.getString("id")).view().getString("status")).isEqualTo("sent");
    assertThat(KommoSeed.options().patience()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void hooksCanBeUnsignedWronglySignedBareAndRepeated() {
    receive("w1", "Hello");
    twin.hookWays(HookWays.KOMMO.withSignature(HookWays.Signature.WRONG));
    write("1");
    twin.hookWays(HookWays.KOMMO.withSignature(HookWays.Signature.MISSING));
    write("2");
    twin.hookWays(HookWays.KOMMO.withNewline(false).withCopies(2));
    write("3");

    assertThat(channel.hooks).hasSize(4);
    Hook wrong = channel.hooks.get(0);
    assertThat(wrong.signature()).isNotEqualTo(hex(hmac(SECRET, wrong.text().stripTrailing())));
    assertThat(channel.hooks.get(1).signature()).isNull();
    Hook bare = channel.hooks.get(2);
    assertThat(bare.text()).endsWith("}");
    assertThat(bare.signature()).isEqualTo(hex(hmac(SECRET, bare.text())));
    assertThat(channel.hooks.get(3).text()).isEqualTo(bare.text());
  }

  @Test
  void typingIsToldAtMostOnceInFiveSeconds() {
    receive("w1", "Hello");

    JsonObject first = json(control("POST", "/chats/" + PHONE + "/typing", new JsonObject()));
    JsonObject second = json(control("POST", "/chats/" + PHONE + "/typing", new JsonObject()));
    twin.clock().advance(Duration.ofSeconds(5));
    control("POST", "/chats/" + PHONE + "/typing", new JsonObject());

    assertThat(first.getInteger("hook")).isEqualTo(200);
    assertThat(second.getInteger("hook")).isNull();
    assertThat(channel.hooks).hasSize(2);
    JsonObject typing = channel.hooks.get(0).action("typing");
    assertThat(typing.getJsonObject("user").getString("id")).isEqualTo(NORTH.managerId());
    assertThat(typing.getJsonObject("conversation").getString("client_id")).isEqualTo(CONVERSATION);
    assertThat(typing.getLong("expired_at"))
        .isEqualTo(channel.hooks.get(0).json().getLong("time") + 5);
  }

  @Test
  void aReactionNamesTheMessage() {
    String id = receive("w1", "Hello");

    control("POST", "/chats/" + PHONE + "/reactions", JsonObject.of("emoji", "👍"));
    control("POST", "/chats/" + PHONE + "/reactions", JsonObject.of("message", "w1"));

    JsonObject reaction = channel.hooks.get(0).action("reaction");
    JsonObject message = reaction.getJsonObject("message");
    assertThat(message.getString("id")).isEqualTo(id);
    assertThat(message.getString("client_id")).isEqualTo("w1");
    assertThat(message.getLong("timestamp")).isNotNull();
    assertThat(reaction.getString("type")).isEqualTo("react");
    assertThat(reaction.getString("emoji")).isEqualTo("👍");
    JsonObject gone = channel.hooks.get(1).action("reaction");
    assertThat(gone.getString("type")).isEqualTo("unreact");
    assertThat(gone.containsKey("emoji")).isFalse();
  }

  private Hook only() {
    assertThat(channel.hooks).hasSize(1);
    return channel.hooks.get(0);
  }

  private HttpResponse<String> fetch(String url) {
    return call(HttpRequest.newBuilder(URI.create(url)));
  }
}
