package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.kommo.KommoFixture;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditMessageTest extends KommoFixture {
  @BeforeEach
  void connected() {
    connect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w1", "kommo"})
  void anEditChangesTheMessage(String by) {
    String id = receive("w1", "Helo");
    JsonObject payload = JsonObject.of("message", text("Hello"));
    payload.put(by.equals("w1") ? "msgid" : "id", by.equals("w1") ? "w1" : id);

    assertThat(edit(payload).statusCode()).isEqualTo(200);

    assertThat(message(id).view().getString("text")).isEqualTo("Hello");
    assertThat(message(id).view().getBoolean("edited")).isTrue();
    assertThat(twin.chats().get(0).messages()).hasSize(1);
  }

  @Test
  void anEditWithBothIdsStoresTheChannelsOwn() {
    receive("w1", "Hello");
    String id = write("Hi").getString("id");

    edit(JsonObject.of("id", id, "msgid", "w9", "message", text("Hi!")));

    assertThat(edit(JsonObject.of("msgid", "w9", "message", text("Hi!!"))).statusCode())
        .isEqualTo(200);
    assertThat(message(id).msgid()).isEqualTo("w9");
  }

  @Test
  void refusesWrongEdits() {
    receive("w1", "Hello");

    assertThat(edit(JsonObject.of("message", text("x"))).statusCode()).isEqualTo(400);
    assertThat(edit(JsonObject.of("msgid", "w1", "message", new JsonObject())).statusCode())
        .isEqualTo(400);
    assertThat(edit(JsonObject.of("msgid", "w1", "massage", 1, "message", text("x"))).statusCode())
        .isEqualTo(400);
    assertThat(edit(JsonObject.of("msgid", "w2", "message", text("x"))).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anEditMayTellTheDelivery() {
    receive("w1", "Hello");
    String id = write("Hi").getString("id");
    JsonObject failed = JsonObject.of("status_code", -1, "error_code", 905, "error", "Closed");

    edit(JsonObject.of("id", id, "message", text("Hi").put("delivery_status", failed)));

    assertThat(message(id).view().getString("error")).isEqualTo("Closed");
    assertThat(message(id).view().containsKey("delivery_status")).isFalse();
  }

  private static JsonObject text(String text) {
    return JsonObject.of("type", "text", "text", text);
  }
}
