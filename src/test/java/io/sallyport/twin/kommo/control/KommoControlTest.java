package io.sallyport.twin.kommo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.kommo.KommoFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Both sides played over HTTP, as in a walk. */
class KommoControlTest extends KommoFixture {
  @Test
  void aConversationIsSeenAsTheManagerSeesIt() {
    connect();
    receive("w1", "Is it there?");
    String id = json(says("It is")).getString("id");
    JsonObject closed =
        JsonObject.of("status_code", -1, "error_code", 905, "error", "The window is closed.");
    post(SCOPE + "/" + id + "/delivery_status", closed);

    JsonObject chat = json(control("/chats/+1%20555%20010%201234"));

    assertThat(chat.getString("conversation_id")).isEqualTo(CONVERSATION);
    assertThat(chat.getInteger("count")).isEqualTo(2);
    JsonObject first = chat.getJsonArray("messages").getJsonObject(0);
    assertThat(first.getString("from")).isEqualTo("client");
    assertThat(first.getString("text")).isEqualTo("Is it there?");
    assertThat(first.containsKey("status")).isFalse();
    JsonObject second = chat.getJsonArray("messages").getJsonObject(1);
    assertThat(second.getString("from")).isEqualTo("manager");
    assertThat(second.getInteger("hook")).isEqualTo(200);
    assertThat(second.getString("status")).isEqualTo("error");
    assertThat(second.getInteger("error_code")).isEqualTo(905);
    assertThat(second.getString("error")).isEqualTo("The window is closed.");
    assertThat(json(control("/messages/" + id))).isEqualTo(second);
    assertThat(json(control("/chats/" + CONVERSATION))).isEqualTo(chat);
    assertThat(array(control("/chats")).getJsonObject(0).containsKey("messages")).isFalse();
  }

  private HttpResponse<String> says(String text) {
    return control("POST", "/chats/" + PHONE + "/messages", text(text));
  }

  private static JsonObject text(String text) {
    return JsonObject.of("text", text);
  }

  @Test
  void waitsForAStatus() throws Exception {
    connect();
    receive("w1", "Hello");
    String id = json(says("Hi")).getString("id");

    assertThat(json(control("/messages/" + id + "?wait=100ms")).getString("status"))
        .isEqualTo("sent");
    CompletableFuture<JsonObject> waiting =
        CompletableFuture.supplyAsync(() -> json(control("/messages/" + id + "?wait=20s")));
    Thread.sleep(50);
    post(SCOPE + "/" + id + "/delivery_status", JsonObject.of("status_code", 1));

    assertThat(waiting.get(5, TimeUnit.SECONDS).getString("status")).isEqualTo("delivered");
    JsonObject last = json(control("POST", "/chats/" + PHONE + "/messages?wait=10ms", text("?")));
    assertThat(last.getString("text")).isEqualTo("?");
    assertThat(last.getString("status")).isEqualTo("sent");
  }

  @Test
  void explainsWhatIsWrongWithACall() {
    HttpResponse<String> early = says("Hi");

    assertThat(early.statusCode()).isEqualTo(400);
    assertThat(early.body()).contains("not connected");
    connect();
    assertThat(control("POST", "/chats/nobody/messages", new JsonObject()).statusCode())
        .isEqualTo(400);
    assertThat(control("POST", "/faults", JsonObject.of("fault", "NO")).statusCode())
        .isEqualTo(400);
    JsonObject order = JsonObject.of("fault", "STALL", "on", "nothing");
    assertThat(control("POST", "/faults", order).statusCode()).isEqualTo(400);
    assertThat(control("/chats?account=nobody").statusCode()).isEqualTo(400);
    assertThat(control("/messages/none").statusCode()).isEqualTo(404);
    assertThat(control("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void accountsAreListedAndAdded() {
    connect();
    control("POST", "/accounts", JsonObject.of("name", "west", "amojo_id", "a-west"));

    JsonArray accounts = array(control("/accounts"));

    assertThat(accounts).hasSize(3);
    assertThat(accounts.getJsonObject(0).getString("scope_id")).isEqualTo(SCOPE);
    assertThat(accounts.getJsonObject(1).getBoolean("connected")).isFalse();
    assertThat(accounts.getJsonObject(2).getString("amojo_id")).isEqualTo("a-west");
    JsonObject body = JsonObject.of("account_id", "a-west", "hook_api_version", "v2");
    assertThat(post(CHANNEL + "/connect", body).statusCode()).isEqualTo(200);
    HttpResponse<String> first =
        control("POST", "/chats/15550101777/messages?account=west", JsonObject.of("text", "Hi"));
    assertThat(json(first).getInteger("hook")).isEqualTo(200);
    assertThat(channel.hooks.get(0).path()).isEqualTo("/kommo/" + CHANNEL + "_a-west");
  }

  @Test
  void hooksAreListedChangedAndPostedRaw() {
    connect();
    JsonObject ways = JsonObject.of("newline", false, "signature", "wrong", "copies", 2);

    assertThat(json(control("PUT", "/hooks", ways)).getString("signature")).isEqualTo("wrong");
    HttpResponse<String> raw = control("POST", "/hooks", JsonObject.of("not", "a hook"));

    assertThat(json(raw).getInteger("hook")).isEqualTo(200);
    assertThat(channel.hooks.get(0).text()).isEqualTo("{\"not\":\"a hook\"}");
    assertThat(array(control("/hooks"))).hasSize(1);
    assertThat(control("PUT", "/hooks", JsonObject.of("copies", 0)).statusCode()).isEqualTo(400);
    control("PUT", "/hooks", new JsonObject().put("url", null));
    assertThat(json(says("Hi")).getInteger("hook")).isZero();
  }

  @Test
  void faultsAndGapsAreOrderedOverHttp() {
    JsonObject order = JsonObject.of("fault", "RATE_LIMITED", "on", "connect", "times", 1);

    assertThat(array(control("POST", "/faults", order)))
        .isEqualTo(
            JsonArray.of(JsonObject.of("fault", "RATE_LIMITED", "on", "connect", "times", 1)));
    assertThat(connect().statusCode()).isEqualTo(429);
    assertThat(connect().statusCode()).isEqualTo(200);
    control("PUT", "/gaps", JsonObject.of("refuse_repeated_msgid", true));
    receive("w1", "Hello");
    JsonObject again = inbound("w1", JsonObject.of("type", "text", "text", "Hello"));
    assertThat(send(again).statusCode()).isEqualTo(400);
    JsonObject requests = json(control("/requests?kind=connect"));
    assertThat(requests.getInteger("count")).isEqualTo(2);
  }

  @Test
  void resetForgetsEverything() {
    connect();
    receive("w1", "Hello");
    write("Hi");
    rest("POST", "/chats/templates", "[{\"name\":\"a\",\"content\":\"b\"}]");
    twin.clock().advance(Duration.ofDays(1));
    control("PUT", "/gaps", JsonObject.of("refuse_both_statuses", true));

    control("DELETE", "", new JsonObject());

    assertThat(twin.chats()).isEmpty();
    assertThat(twin.scope(NORTH)).isEmpty();
    assertThat(twin.hooks()).isEmpty();
    assertThat(twin.calls()).isEmpty();
    assertThat(twin.templates(NORTH)).isEmpty();
    assertThat(twin.clock().offset()).isZero();
    assertThat(twin.gaps().refusesBothStatuses()).isFalse();
  }
}
