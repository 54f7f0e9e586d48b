package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.kommo.KommoFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCallsTest extends KommoFixture {
  @BeforeEach
  void connected() {
    connect();
  }

  @Test
  void aChatIsCreatedOnce() {
    JsonObject body =
        JsonObject.of("conversation_id", CONVERSATION, "user", client())
            .put("source", JsonObject.of("external_id", "s1"));

    HttpResponse<String> first = post(SCOPE + "/chats", body);
    HttpResponse<String> again = post(SCOPE + "/chats", body);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).getJsonObject("user").getString("client_id")).isEqualTo(PHONE);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(history(json(first).getString("id"), "").statusCode()).isEqualTo(204);
    receive("w1", "Hello");
    assertThat(twin.chats()).hasSize(1);
  }

  static Stream<JsonObject> badChats() {
    return Stream.of(
        JsonObject.of("user", client().put("name", null)),
        JsonObject.of("user", client().put("id", 5)),
        JsonObject.of("conversation_id", ""),
        JsonObject.of("source", "s1"),
        JsonObject.of("source", JsonObject.of("external_id", "a".repeat(41))),
        JsonObject.of("source", JsonObject.of("external_id", "s1", "name", "x")),
        JsonObject.of("account_id", NORTH.amojoId()));
  }

  @ParameterizedTest
  @MethodSource("badChats")
  void refusesWrongChats(JsonObject change) {
    JsonObject body = JsonObject.of("conversation_id", CONVERSATION, "user", client());

    assertThat(post(SCOPE + "/chats", body.copy().mergeIn(change)).statusCode()).isEqualTo(400);
    assertThat(twin.chats()).isEmpty();
  }

  @Test
  void theHistoryComesInPages() {
    receive("w1", "One");
    write("Two");
    receive("w3", "Three");
    String chat = twin.chats().get(0).id();

    JsonArray all = json(history(chat, "")).getJsonArray("messages");
    JsonArray second = json(history(chat, "?offset=1&limit=1")).getJsonArray("messages");

    assertThat(all).hasSize(3);
    assertThat(second).hasSize(1);
    assertThat(second.getJsonObject(0)).isEqualTo(all.getJsonObject(1));
    JsonObject first = all.getJsonObject(0);
    assertThat(first.getJsonObject("message").getString("client_id")).isEqualTo("w1");
    assertThat(first.getJsonObject("message").getString("text")).isEqualTo("One");
    assertThat(first.getJsonObject("sender").getString("client_id")).isEqualTo(PHONE);
    assertThat(all.getJsonObject(1).getJsonObject("receiver").getString("phone")).isEqualTo(PHONE);
    assertThat(history(chat, "?offset=3").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=51", "?limit=0", "?limit=x", "?offset=-1"})
  void refusesWrongPages(String query) {
    receive("w1", "One");

    assertThat(history(twin.chats().get(0).id(), query).statusCode()).isEqualTo(400);
  }

  @Test
  void showsNoHistoryOfAnotherChat() {
    assertThat(history("no-chat", "").statusCode()).isEqualTo(404);
  }

  @Test
  void typingIsSeen() {
    receive("w1", "One");
    JsonObject body =
        JsonObject.of("conversation_id", CONVERSATION, "sender", JsonObject.of("id", PHONE));

    assertThat(post(SCOPE + "/typing", body).statusCode()).isEqualTo(204);

    assertThat(twin.chats().get(0).summary().getString("typing_until")).isNotNull();
    assertThat(typing(body.copy().put("duration_ms", "5"))).isEqualTo(400);
    assertThat(typing(body.copy().put("sender", PHONE))).isEqualTo(400);
    assertThat(typing(body.copy().put("conversation_id", "other"))).isEqualTo(404);
    assertThat(typing(body.copy().put("duration_ms", 5))).isEqualTo(204);
  }

  private int typing(JsonObject body) {
    return post(SCOPE + "/typing", body).statusCode();
  }

  @Test
  void reactionsComeAndGo() {
    String id = receive("w1", "One");

    assertThat(react(reaction())).isEqualTo(200);
    assertThat(message(id).view().getJsonArray("reactions")).containsExactly("👍");
    JsonObject gone = reaction().put("type", "unreact");
    gone.remove("emoji");
    assertThat(react(gone)).isEqualTo(200);
    assertThat(message(id).view().containsKey("reactions")).isFalse();
  }

  static Stream<Arguments> badReactions() {
    return Stream.of(
        Arguments.of(reaction().put("emoji", null), 400),
        Arguments.of(reaction().put("emoji", 1), 400),
        Arguments.of(reaction().put("type", "like"), 400),
        Arguments.of(reaction().put("user", new JsonObject()), 400),
        Arguments.of(reaction().put("id", "also"), 400),
        Arguments.of(reaction().put("conversation_ref_id", "also"), 400),
        Arguments.of(reaction().put("msgid", null), 400),
        Arguments.of(reaction().put("msgid", "w2"), 404),
        Arguments.of(reaction().put("conversation_id", "other"), 404));
  }

  @ParameterizedTest
  @MethodSource("badReactions")
  void refusesWrongReactions(JsonObject body, int status) {
    receive("w1", "One");

    assertThat(react(body)).isEqualTo(status);
  }

  private static JsonObject reaction() {
    return JsonObject.of(
        "conversation_id", CONVERSATION,
        "msgid", "w1",
        "user", JsonObject.of("id", PHONE),
        "type", "react",
        "emoji", "👍");
  }

  private int react(JsonObject body) {
    return post(SCOPE + "/react", body).statusCode();
  }

  private HttpResponse<String> history(String chat, String query) {
    return signed("GET", SCOPE + "/chats/" + chat + "/history", "").query(query).send();
  }
}
