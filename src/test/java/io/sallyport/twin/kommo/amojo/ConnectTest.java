package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.kommo.KommoFixture;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ConnectTest extends KommoFixture {
  @Test
  void connectsAgainAndAgain() {
    HttpResponse<String> first = connect();
    HttpResponse<String> again = connect();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first))
        .isEqualTo(
            JsonObject.of(
                "account_id",
                NORTH.amojoId(),
                "scope_id",
                SCOPE,
                "title",
                "Sallyport",
                "hook_api_version",
                "v2",
                "is_time_window_disabled",
                false));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(twin.scope(NORTH)).isPresent();
  }

  @Test
  void refusesWrongBodies() {
    JsonObject good = JsonObject.of("account_id", NORTH.amojoId(), "hook_api_version", "v2");

    assertThat(status(good.copy().put("account_id", "nobody"))).isEqualTo(400);
    assertThat(status(good.copy().put("account_id", 5))).isEqualTo(400);
    assertThat(status(good.copy().put("hook_api_version", 2))).isEqualTo(400);
    assertThat(status(good.copy().put("hook_api_version", "v1"))).isEqualTo(400);
    assertThat(status(good.copy().put("title", true))).isEqualTo(400);
    assertThat(status(good.copy().put("is_time_window_disabled", "no"))).isEqualTo(400);
    assertThat(status(good.copy().put("titel", "x"))).isEqualTo(400);
    assertThat(signed("POST", CHANNEL + "/connect", "[]").send().statusCode()).isEqualTo(400);
    assertThat(signed("POST", CHANNEL + "/connect", "{").send().statusCode()).isEqualTo(400);
    assertThat(twin.scope(NORTH)).isEmpty();
    assertThat(status(good)).isEqualTo(200);
  }

  private int status(JsonObject body) {
    return post(CHANNEL + "/connect", body).statusCode();
  }

  @Test
  void disconnectingStopsCallsHooksAndWriteFirst() {
    connect();
    receive("w1", "Hello");

    assertThat(disconnect().statusCode()).isEqualTo(200);

    assertThat(send(inbound("w2", text())).statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> write("Anybody?")).hasMessageContaining("not connected");
    assertThat(channel.hooks).isEmpty();
    connect();
    assertThat(send(inbound("w2", text())).statusCode()).isEqualTo(200);
    assertThat(twin.chats().get(0).messages()).hasSize(2);
  }

  @Test
  void switchingTheIntegrationOffInKommoDisconnects() {
    connect();

    control("DELETE", "/accounts/north/connection", new JsonObject());

    assertThat(send(inbound("w2", text())).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> disconnect() {
    String body = JsonObject.of("account_id", NORTH.amojoId()).encode();
    return signed("DELETE", CHANNEL + "/disconnect", body).send();
  }

  private static JsonObject text() {
    return JsonObject.of("type", "text", "text", "Hi");
  }
}
