package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** WABAs, clients and targets that operators put while a pair of gateways runs. */
@Concurrent
@TestInstance(Lifecycle.PER_CLASS)
class ComeAndGoIT extends ComeAndGo {

  private Gateway one;
  private Gateway other;

  @BeforeAll
  void startAPair(@TempDir Path directory) {
    open(directory);
    one = start(Map.of());
    other = start(Map.of());
  }

  @AfterAll
  void closeTheWorld() {
    world.close();
  }

  /** Whatever was put goes, and Meta lists what it did. */
  @AfterEach
  void removeAll() {
    listBoth();
    world.other.answer(200);
    for (String kind : List.of("wabas", "clients", "relay")) {
      put(kind).forEach(name -> delete(one, "/" + kind + "/" + name));
    }
    soon()
        .untilAsserted(
            () ->
                assertThat(both())
                    .allSatisfy(
                        gateway -> {
                          assertThat(get(gateway, "/clients").json().getJsonArray("clients"))
                              .isEmpty();
                          assertThat(get(gateway, "/wabas").json().getJsonArray("wabas")).isEmpty();
                          assertThat(get(gateway, "/relay/crm").status()).isEqualTo(404);
                        }));
  }

  /** The names of what was put. */
  private List<String> put(String kind) {
    String member = kind.equals("relay") ? "targets" : kind;
    return get(one, "/" + kind).json().getJsonArray(member).stream()
        .map(JsonObject.class::cast)
        .filter(entry -> "api".equals(entry.getString("source")))
        .map(entry -> entry.getString("name"))
        .toList();
  }

  private Stream<Gateway> both() {
    return Stream.of(one, other);
  }

  @Test
  void twoWabasJoinAndLeaveARunningPair() {
    String second = "102290129340401";
    meta(
        "PUT",
        "numbers/" + SECOND,
        JsonObject.of("waba_id", second, "display_phone_number", "15550100031"));
    assertThat(reason(one, FIRST)).isEqualTo("unknown_number");

    assertThat(put(one, "/wabas/" + WABA, waba()).status()).isEqualTo(201);
    assertThat(put(other, "/wabas/" + second, waba()).status()).isEqualTo(201);
    soon()
        .untilAsserted(
            () ->
                assertThat(both())
                    .allSatisfy(
                        gateway -> {
                          assertThat(reason(gateway, FIRST)).isNotEqualTo("unknown_number");
                          assertThat(reason(gateway, SECOND)).isNotEqualTo("unknown_number");
                        }));
    assertThat(number(other, FIRST).getString("source")).isEqualTo("api");

    assertThat(delete(other, "/wabas/" + WABA).status()).isEqualTo(204);
    soon()
        .untilAsserted(
            () ->
                assertThat(both())
                    .allSatisfy(
                        gateway -> assertThat(reason(gateway, FIRST)).isEqualTo("unknown_number")));
    assertThat(reason(one, SECOND)).isNotEqualTo("unknown_number");
    assertThat(delete(one, "/wabas/" + WABA).status()).isEqualTo(404);
  }

  /** The contract's bound, from the answer on: every kind, as it comes, changes and goes. */
  @Test
  void theOtherReplicaFollowsWithinTwoSeconds() {
    JsonObject client = JsonObject.of("key", "key-of-the-client-crm");
    JsonObject moved = JsonObject.of("url", world.other.url() + "/moved");
    Map<String, List<JsonObject>> puts =
        Map.of(
            "/wabas/" + WABA,
            List.of(waba(), waba().put("portfolio", "77")),
            "/clients/crm",
            List.of(client, client.copy().put("numbers", JsonArray.of(FIRST))),
            "/relay/crm",
            List.of(JsonObject.of("url", world.other.url()), moved));
    puts.forEach(
        (path, bodies) -> {
          for (JsonObject body : bodies) {
            JsonObject shown = lasting(put(one, path, body).json());
            follows(() -> lasting(get(other, path).json()).equals(shown));
          }
          assertThat(delete(one, path).status()).isEqualTo(204);
          follows(() -> get(other, path).status() == 404);
        });
  }

  private static void follows(Callable<Boolean> other) {
    Scenario.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(2)).until(other);
  }

  /** Without what is said once, and what Meta says of it a little later. */
  private static JsonObject lasting(JsonObject shown) {
    JsonObject rest = shown.copy();
    List.of("notice", "listed_at", "problem", "waiting", "lag_seconds").forEach(rest::remove);
    return rest;
  }

  /** Of numbers and of templates. Such a Redis still reads, so that nothing waits for it here. */
  @Test
  void aRefreshThatRedisDoesNotTakeIsUndecidedAndNotMetasFault() {
    put(one, "/wabas/" + WABA, waba());
    soon().until(() -> get(one, "/wabas/" + WABA).json().getString("listed_at") != null);
    meta("PUT", "numbers/106540352242932", number("15550100032"));
    world.store.command("CONFIG SET min-replicas-to-write 1");
    try {
      for (String what : List.of("/wabas/" + WABA, "/numbers/" + FIRST + "/templates")) {
        Answer refused = api(one, OPERATOR, "POST", what + "/refresh", new JsonObject());

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.json().getJsonObject("error").getInteger("code")).isEqualTo(131016);
        assertThat(refused.details()).contains("store did not answer");
      }
    } finally {
      world.store.command("CONFIG SET min-replicas-to-write 0");
      meta("DELETE", "numbers/106540352242932", new JsonObject());
    }
  }

  /** Its webhooks count, its templates are listed, and its token goes up for clients. */
  @Test
  void aWabaThatWasPutIsServedAsAConfiguredOne() {
    put(one, "/wabas/" + WABA, waba());
    put(one, "/clients/crm", JsonObject.of("key", "key-of-the-client-crm"));
    soon().until(() -> get(other, "/clients/crm").status() == 200);
    soon().until(() -> !"unknown_number".equals(reason(other, FIRST)));
    world.tell(other, RelayWorld.says(FIRST, "15550109990", "hello"));

    HttpRequest send =
        HttpRequest.newBuilder(
                other
                    .to(Gateway.messages(FIRST))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            Bodies.text("15550109990", "hi").encode()))
                    .build(),
                (name, value) -> !name.equalsIgnoreCase("authorization"))
            .header("Authorization", "Bearer key-of-the-client-crm")
            .build();
    soon().untilAsserted(() -> other.call(send).assertForwarded());

    assertThat(world.twin.requests())
        .filteredOn(request -> request.path().endsWith(FIRST + "/messages"))
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.headers().get("Authorization")).isEqualTo("Bearer " + TOKEN));
    Answer templates = get(one, "/numbers/" + FIRST + "/templates");
    assertThat(templates.status()).isEqualTo(200);
  }

  @Test
  void aSecretNeverComesOutAgain() throws IOException {
    Answer put = put(one, "/wabas/" + WABA, waba().put("portfolio", "77"));
    assertThat(put.json().getJsonObject("access_token").getString("last4")).isEqualTo("1234");
    assertThat(put.json().getJsonObject("access_token").getString("set_at")).isNotNull();
    Answer target =
        put(
            one,
            "/relay/crm",
            JsonObject.of("url", world.other.url(), "secret", RelayWorld.SECRET));
    assertThat(target.text()).doesNotContain(RelayWorld.SECRET);
    put(one, "/clients/crm", JsonObject.of("key", "key-of-the-client-crm"));
    soon().until(() -> get(other, "/wabas/" + WABA).status() == 200);

    for (String path : List.of("/wabas", "/wabas/" + WABA, "/clients", "/relay", "/relay/crm")) {
      String shown = get(other, path).text();
      assertThat(shown).doesNotContain(RelayWorld.SECRET.substring(0, 12), "key-of-the-client");
    }
    String redis = world.store.command("HVALS sp:{directory}:entries");
    assertThat(redis).contains(WABA).doesNotContain(TOKEN, RelayWorld.SECRET, "key-of-the-client");
    for (Gateway gateway : List.of(one, other)) {
      assertThat(Files.readString(world.log(gateway))).doesNotContain(TOKEN, OPERATOR);
    }
  }

  @Test
  void whatIsAbsentStaysOrGetsItsDefault() {
    put(one, "/wabas/" + WABA, waba().put("portfolio", "77").put("time_zone", "Europe/Lisbon"));
    Answer again = put(one, "/wabas/" + WABA, new JsonObject());

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().getJsonObject("access_token").getString("last4")).isEqualTo("1234");
    assertThat(again.json().getString("portfolio")).isNull();
    assertThat(again.json().getString("time_zone")).isNull();
    Answer none = put(one, "/wabas/" + WABA, new JsonObject().putNull("access_token"));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.details()).contains("access_token");
  }

  @Test
  void badBodiesAreNamed() {
    assertThat(put(one, "/wabas/" + WABA, waba().put("tokn", "x")).details()).contains("tokn");
    assertThat(put(one, "/wabas/" + WABA, waba().put("app", "x")).details()).contains("app");
    assertThat(put(one, "/wabas/" + WABA, waba().put("time_zone", "Mars")).details())
        .contains("time_zone");
    assertThat(put(one, "/wabas/" + WABA, new JsonObject()).details()).contains("access_token");
    assertThat(
            put(one, "/wabas/" + WABA, JsonObject.of("access_token", "file:/etc/passwd")).status())
        .isEqualTo(400);
    assertThat(put(one, "/clients/crm", new JsonObject()).details()).contains("key");
    JsonObject client = JsonObject.of("key", "key-of-the-client-crm", "default_number", "a b");
    assertThat(put(one, "/clients/crm", client).details()).contains("default_number");
    JsonObject dear =
        JsonObject.of("key", "key-of-the-client-crm", "hold", JsonArray.of("price>0.05"));
    put(one, "/clients/crm", dear)
        .assertGraphError(400, 100)
        .contains("`hold`: price>0.05 needs prices", "sallyport.pricing.rate-card");
    assertThat(get(one, "/clients/crm").status()).isEqualTo(404);
    assertThat(put(one, "/relay/crm", new JsonObject()).details()).contains("url");
    assertThat(put(one, "/relay/crm", JsonObject.of("url", "ftp://x")).details()).contains("url");
    put(one, "/relay/crm", JsonObject.of("url", world.other.url()));
    JsonObject withoutUrl = JsonObject.of("numbers", JsonArray.of(FIRST));
    assertThat(put(one, "/relay/crm", withoutUrl).status()).as("only secrets stay").isEqualTo(400);
    assertThat(put(one, "/relay/crm", withoutUrl).details()).contains("`url`");
    assertThat(get(one, "/relay/crm").json().getJsonArray("numbers")).isNull();
    assertThat(
            put(
                    one,
                    "/relay/crm",
                    JsonObject.of("url", "https://x", "events", JsonArray.of("window.closed")))
                .details())
        .contains("secret");
    assertThat(put(one, "/wabas/a%20b", waba()).status()).isEqualTo(400);
  }

  @Test
  void configurationWins() {
    for (String method : List.of("PUT", "DELETE")) {
      Answer refused =
          api(one, OPERATOR, method, "/relay/main", method.equals("PUT") ? new JsonObject() : null);
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    }
    assertThat(get(one, "/relay/main").json().getBoolean("read_only")).isTrue();
    assertThat(get(one, "/relay/main").json().getString("source")).isEqualTo("configuration");
  }

  @Test
  void onlyOperatorsActAndViewersSee() {
    Answer viewer = api(one, VIEWER, "PUT", "/wabas/" + WABA, waba());
    assertThat(viewer.status()).isEqualTo(403);
    assertThat(viewer.json().getJsonObject("error").getInteger("code")).isEqualTo(10);
    assertThat(api(one, VIEWER, "GET", "/wabas", null).status()).isEqualTo(200);
    assertThat(api(one, "", "GET", "/wabas", null).status()).isEqualTo(401);
    assertThat(api(one, "no-key-of-anyone", "GET", "/numbers", null).status()).isEqualTo(401);
    String consent = "/numbers/" + World.NUMBER + "/contacts/15550109991/consent";
    assertThat(api(one, VIEWER, "PUT", consent, JsonObject.of("state", "opt_out")).status())
        .isEqualTo(403);
    assertThat(api(one, OPERATOR, "PUT", consent, JsonObject.of("state", "opt_out")).status())
        .isEqualTo(204);
    Answer explained =
        api(
            one,
            VIEWER,
            "POST",
            "/numbers/" + World.NUMBER + "/explain",
            Bodies.text("15550109991"));
    assertThat(explained.status()).as(explained.text()).isEqualTo(200);
    put(one, "/clients/crm", JsonObject.of("key", "key-of-the-client-crm"));
    Answer client = api(one, "key-of-the-client-crm", "PUT", "/wabas/" + WABA, waba());
    assertThat(client.status()).isEqualTo(403);
    assertThat(api(one, "key-of-the-client-crm", "GET", "/clients", null).status()).isEqualTo(403);
    assertThat(api(one, "key-of-the-client-crm", "GET", "/numbers", null).status()).isEqualTo(200);
  }

  @Test
  void aClientSeesItsOwnNumbersOnly() {
    put(
        one,
        "/clients/crm",
        JsonObject.of("key", "key-of-the-client-crm", "numbers", JsonArray.of(World.NUMBER)));
    JsonArray seen =
        api(one, "key-of-the-client-crm", "GET", "/numbers", null).json().getJsonArray("numbers");
    assertThat(seen).hasSize(1);
    assertThat(seen.getJsonObject(0).getString("phone_number_id")).isEqualTo(World.NUMBER);
    assertThat(get(one, "/numbers").json().getJsonArray("numbers").size()).isGreaterThan(1);
    assertThat(get(one, "/clients/crm").json().getJsonArray("numbers"))
        .containsExactly(World.NUMBER);
  }

  @Test
  void anOperatorsKeyNeverGoesToMeta() {
    for (String path : List.of(Gateway.messages(World.NUMBER), "/v23.0/me")) {
      Answer refused =
          one.call(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://localhost:" + one.port() + path + "?access_token=" + OPERATOR))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build());
      assertThat(refused.status()).isEqualTo(401);
    }
    assertThat(world.twin.requests())
        .allSatisfy(request -> assertThat(request.query()).doesNotContain(OPERATOR));
  }

  @Test
  void theFirstClientShutsAnOpenGatewayAndSaysSo() {
    assertThat(reason(other, World.NUMBER)).isNotEqualTo("unauthenticated");
    Answer first = put(one, "/clients/crm", JsonObject.of("key", "key-of-the-client-crm"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().getString("notice")).contains("every send needs");
    soon().until(() -> "unauthenticated".equals(reason(other, World.NUMBER)));
    Answer second =
        put(
            one,
            "/clients/else",
            JsonObject.of("key", JsonArray.of("key-of-another-1", "key-of-another-2")));
    assertThat(second.json().getString("notice")).isNull();
    assertThat(second.json().getJsonArray("key")).hasSize(2);
    assertThat(put(one, "/clients/third", JsonObject.of("key", "key-of-another-1")).status())
        .isEqualTo(400);

    delete(one, "/clients/crm");
    delete(one, "/clients/else");
    soon().until(() -> !"unauthenticated".equals(reason(other, World.NUMBER)));
  }

  @Test
  void aTargetComesMovesAndGoes() {
    put(one, "/relay/crm", JsonObject.of("url", world.other.url()));
    soon().until(() -> get(other, "/relay/crm").status() == 200);
    world.tell(other, RelayWorld.says("15550109992", "text one"));
    soon().until(() -> got(world.other, "text one"));

    try (Crm moved = new Crm()) {
      world.other.answer(500);
      world.tell(one, RelayWorld.says("15550109992", "text two"));
      put(one, "/relay/crm", JsonObject.of("url", moved.url()));
      Scenario.await().until(() -> got(moved, "text two"));

      moved.answer(500);
      world.tell(one, RelayWorld.says("15550109992", "text three"));
      assertThat(delete(other, "/relay/crm").status()).isEqualTo(204);
      soon().until(() -> get(one, "/relay/crm").status() == 404);
      assertThat(world.store.command("KEYS *")).doesNotContain("relay:crm}:q", "relay:crm}:dead");
    }
  }

  /** Its client is told by the event, and still learns it by asking. */
  @Test
  void whatIsParkedOfAWabaThatGoesExpires() {
    put(one, "/wabas/" + WABA, waba());
    put(
        one,
        "/relay/crm",
        JsonObject.of("url", world.other.url(), "secret", RelayWorld.SECRET)
            .put("events", JsonArray.of("send.expired")));
    String key = "key-of-the-client-crm";
    put(one, "/clients/crm", JsonObject.of("key", key));
    soon().until(() -> get(other, "/clients/crm").status() == 200);
    soon().until(() -> number(other, FIRST) != null);
    String contact = Scenario.newContact();
    Answer parked =
        other.call(
            other
                .to(Gateway.messages(FIRST))
                .setHeader("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Sallyport-Park", "P1D")
                .POST(HttpRequest.BodyPublishers.ofString(Bodies.text(contact).encode()))
                .build());
    assertThat(parked.status()).as(parked.text()).isEqualTo(202);
    String place = parked.header("Location").replaceFirst(".*/sallyport/v1", "");
    assertThat(api(one, key, "GET", place, null).json().getString("state")).isEqualTo("parked");

    assertThat(delete(one, "/wabas/" + WABA).status()).isEqualTo(204);

    Scenario.await().until(() -> got(world.other, contact));
    JsonObject event = new JsonObject(world.other.taken(contact).get(0).text());
    assertThat(event.getString("type")).isEqualTo("send.expired");
    assertThat(event.getJsonObject("data").getString("id"))
        .isEqualTo(parked.json().getString("id"));
    assertThat(api(one, key, "GET", place, null).json().getString("state")).isEqualTo("expired");
    Answer never = api(one, key, "GET", place.replace(FIRST, SECOND), null);
    never.assertGraphError(400, 100);
    assertThat(never.details()).contains("No business phone number");
    assertThat(world.other.taken(contact)).hasSize(1);
  }

  private static boolean got(Crm crm, String text) {
    return !crm.taken(text).isEmpty();
  }
}
