package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With clients configured nobody calls without a key, and no client ever sees a token of Meta's.
 */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.clients.all.key", value = ClientsIT.ALL),
      @ResourceArg(
          name = "sallyport.clients.one.key",
          value = "its-former-key-01," + ClientsIT.ONE),
      @ResourceArg(name = "sallyport.clients.one.numbers", value = World.NUMBER),
      @ResourceArg(name = "sallyport.clients.quiet.key", value = ClientsIT.QUIET),
      @ResourceArg(
          name = "sallyport.clients.quiet.numbers",
          value = World.QUIET_NUMBER + "," + World.TOKENLESS_NUMBER),
      @ResourceArg(name = "sallyport.clients.quiet.default-number", value = World.QUIET_NUMBER),
      @ResourceArg(
          name = "sallyport.numbers.\"" + World.QUIET_NUMBER + "\".access-token",
          value = "EAAquiet"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + World.NEW_NUMBER + "\".access-token",
          value = "EAAnew"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + World.TOKENLESS_NUMBER + "\".access-token",
          value = "EAAother"),
    })
class ClientsIT extends Scenario {
  static final String ALL = "key-of-the-client-all";
  static final String ONE = "key-of-the-client-one";
  static final String QUIET = "key-of-the-client-quiet";

  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;
  private static final String SENDS = Gateway.messages(World.NUMBER);

  private static final List<String> SECRETS =
      List.of(ALL, ONE, QUIET, World.GATEWAY_TOKEN, "EAAquiet", "EAAnew", "EAAother");

  /** With these headers, {@code \n} between them. */
  private Answer call(String method, String target, String headers, Object body) {
    String head = method + " " + target + " HTTP/1.1" + (headers.isEmpty() ? "" : "\n" + headers);
    String type = headers.contains("Content-Type") ? "" : "\nContent-Type: application/json";
    Answer answer =
        Wire.exchange(
            gateway().port(), head + type, String.valueOf(body).getBytes(StandardCharsets.UTF_8));
    assertThat(answer.text() + answer.headers()).doesNotContain(SECRETS);
    return answer;
  }

  private static String key(String key) {
    return "Authorization: Bearer " + key;
  }

  private Answer send(String key, String phoneNumberId, JsonObject body) {
    return call("POST", Gateway.messages(phoneNumberId), key(key), body);
  }

  private ReceivedRequest last() {
    List<ReceivedRequest> all = new ArrayList<>(twin().requests());
    all.removeIf(it -> it.query().contains("fields=name%2Clanguage"));
    return all.get(all.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v23.0/106540352242922/messages",
    "POST, /v23.0/106540352242922/Messages",
    "POST, /v23.0/999999999999999/messages",
    "GET, /v23.0/106540352242922",
    "POST, /v23.0/106540352242922/media",
    "GET, /v23.0/102290129340398/message_templates",
    "GET, /v23.0/424242",
    "GET, /",
    "GET, /sallyport/v1/numbers/106540352242922",
    "GET, /sallyport/v1/numbers/999999999999999",
    "GET, /sallyport/v1/numbers/106540352242922/contacts/16505551234",
    "PUT, /sallyport/v1/numbers/106540352242922/contacts/16505551234/consent",
    "POST, /sallyport/v1/numbers/106540352242922/explain",
    "POST, /sallyport/v1/numbers/106540352242922/import",
    "GET, /sallyport/v1/numbers/106540352242922/import",
    "GET, /sallyport/v1/numbers/106540352242922/spend",
    "GET, /sallyport/v1/numbers/106540352242922/templates",
    "POST, /sallyport/v1/numbers/106540352242922/templates/refresh",
    "GET, /sallyport/v1/numbers/106540352242922/deferred/00",
    "DELETE, /sallyport/v1/numbers/106540352242922/deferred/00",
    "GET, /sallyport/v1/media/106540352242922/lookaside.fbsbx.com/a",
    "GET, /sallyport/v1/nothing/of/ours",
    "GET, //sallyport/v1/numbers/106540352242922"
  })
  void everyCallNeedsAKey(String method, String target) {
    String contact = newContact();
    int before = twin().sends().size();
    for (String headers :
        List.of(
            "",
            key("somebody-elses-key"),
            key(ALL) + "x",
            key(World.GATEWAY_TOKEN),
            "Authorization: Basic " + ALL,
            "Authorization: Bearer",
            "Authorization:",
            key(ALL) + "\n" + key(ALL),
            key(ALL) + "\n" + key(ONE))) {
      assertTurnedAway(call(method, target, headers, Bodies.text(contact)));
    }
    String separator = target.contains("?") ? "&" : "?";
    for (String query : List.of("access_token=", "access_token=somebody", "Access_Token=" + ALL)) {
      assertTurnedAway(call(method, target + separator + query, "", Bodies.text(contact)));
    }
    String two = target + separator + "access_token=" + ONE;
    assertTurnedAway(call(method, two, key(ALL), Bodies.text(contact)));
    assertThat(twin().sends().size()).isEqualTo(before);
  }

  private static void assertTurnedAway(Answer answer) {
    answer.assertGraphError(401, 190).contains("Authorization", "access_token");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void aSendWithoutAKeyIsRefusedLikeAnyOther() {
    Answer answer = call("POST", SENDS, "", "\0".repeat(2_000_000));

    answer.assertRefused(401, 190, "unauthenticated").contains("sallyport.clients");
  }

  @Test
  void whatOthersThanClientsCallNeedsNone() {
    wrote(newContact(), now());
    assertThat(gateway().manage("/q/health/ready").status()).isEqualTo(200);
    assertThat(gateway().manage("/q/metrics").status()).isEqualTo(200);
    assertThat(gateway().manage("/q/openapi").status()).isEqualTo(200);
  }

  @Test
  void aClientIsHeldToItsNumbersAndLearnsNothingOfOthers() {
    String contact = contactWithOpenWindow();
    for (String number : List.of(World.QUIET_NUMBER, "999999999999999", "me", World.WABA)) {
      send(ONE, number, Bodies.utility(contact))
          .assertRefused(403, 10, "forbidden_number")
          .contains(number, "sallyport.clients");
      Answer api = call("GET", "/sallyport/v1/numbers/" + number, key(ONE), "");
      api.assertGraphError(403, 10);
      call("POST", "/sallyport/v1/numbers/" + number + "/import", key(ONE), "{}")
          .assertGraphError(403, 10);
    }
    assertThat(reachedMeta(contact)).isEmpty();
    send(ALL, "999999999999999", Bodies.utility(contact)).assertRefused(400, 100, "unknown_number");
    call("GET", "/sallyport/v1/numbers/999999999999999", key(ALL), "").assertGraphError(400, 100);
  }

  @ParameterizedTest
  @CsvSource({"key-of-the-client-all", "key-of-the-client-one", "its-former-key-01"})
  void aSendLeavesWithTheNumbersTokenInPlaceOfTheKey(String key) {
    String contact = contactWithOpenWindow();

    send(key, World.NUMBER, Bodies.text(contact)).assertForwarded();
    call(
            "POST",
            SENDS + "?a=%7e&access_token=" + key + "&appsecret_proof=00&b=+",
            "",
            Bodies.text(contact))
        .assertForwarded();

    for (ReceivedRequest received : reachedMeta(contact)) {
      assertThat(received.headers().getAll("Authorization"))
          .containsExactly("Bearer " + World.GATEWAY_TOKEN);
      assertThat(received.headers().toString()).doesNotContain(key);
      assertThat(received.query()).isIn("", "a=%7e&b=+");
    }
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  @Test
  void anotherNumberHasItsOwnToken() {
    String contact = newContact();

    send(QUIET, World.QUIET_NUMBER, Bodies.utility(contact)).assertForwarded();

    assertThat(reachedMeta(contact).get(0).headers().get("Authorization"))
        .isEqualTo("Bearer EAAquiet");
  }

  @Test
  void anIdempotencyKeyStaysTheClientsWhenItsKeyChanges() {
    String contact = contactWithOpenWindow();
    String once = "\nIdempotency-Key: " + contact;
    JsonObject body = Bodies.text(contact);

    Answer first = call("POST", SENDS, key("its-former-key-01") + once, body).assertForwarded();
    Answer again = call("POST", SENDS, key(ONE) + once, body);
    Answer others = call("POST", SENDS, key(ALL) + once, body);

    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(again.wamid()).isEqualTo(first.wamid());
    assertThat(others.assertForwarded().wamid()).isNotEqualTo(first.wamid());
  }

  @ParameterizedTest
  @CsvSource({
    "/v23.0/106540352242922, key-of-the-client-one, EAAgatewaytoken77",
    "/v23.0/106540352242923, key-of-the-client-quiet, EAAquiet",
    "/v23.0/106540352242925, key-of-the-client-quiet, EAAother",
    "/v23.0/102290129340398/message_templates, key-of-the-client-one, EAAgatewaytoken77",
    "/v23.0/102290129340398/message_templates, key-of-the-client-quiet, EAAquiet",
    "/v23.0/102290129340399/message_templates, key-of-the-client-quiet, EAAother",
    "/v23.0/102290129340398/phone_numbers?phone_number_id=106540352242924, key-of-the-client-all, EAAnew",
    "/v23.0/424242, key-of-the-client-one, EAAgatewaytoken77",
    "/v23.0/424242, key-of-the-client-quiet, EAAquiet",
    "/v23.0/424242?phone_number_id=106540352242925, key-of-the-client-quiet, EAAother",
    "/debug_token?input_token=EAAx, key-of-the-client-one, EAAgatewaytoken77",
    "/v23.0/424242?phone_number_id=106540352242924, key-of-the-client-all, EAAnew"
  })
  void anotherCallHasTheTokenOfWhatItIsAbout(String target, String key, String token) {
    call("GET", target, key(key), "");

    assertThat(last().headers().get("Authorization")).isEqualTo("Bearer " + token);
    assertThat(last().headers().toString() + last().query()).doesNotContain(key);
  }

  @ParameterizedTest
  @CsvSource({
    "/v23.0/106540352242923",
    "/v23.0/106540352242923/media",
    "/V23.0/106540352242923/",
    "/v23.0/106540352242923%3Ffields=id",
    "/v23.0/106540352242923%253Ffields=id",
    "/v23.0/102290129340399/message_templates",
    "/v23.0/102290129340399/message_templates%3Fa=b",
    "/v23.0/102290129340399",
    "/v23.0/102290129340777/message_templates",
    "/v23.0/106540352249999/whatsapp_business_profile",
    "/v23.0/424242?phone_number_id=106540352242923",
    "/v23.0/424242?phone_number_id=106540352249999",
    "/v23.0/102290129340398/phone_numbers?phone_number_id=106540352242923",
    "/oauth/access_token?grant_type=fb_exchange_token",
    "/v23.0/424242/access_tokens"
  })
  void aClientReachesNoNumberAndNoAccountButItsOwn(String target) {
    int before = twin().requests().size();

    call("GET", target, key(ONE), "").assertGraphError(403, 10);

    assertThat(last().path()).isNotEqualTo(target);
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/v23.0/message_templates?ids=102290129340399",
    "/v23.0/424242?callback=f",
    "/v23.0/424242"
  })
  void refusesWhatNoTokenCanBeChosenFor(String target) {
    int before = twin().requests().size();

    call("GET", target, key(ALL), "").assertGraphError(400, 100).isNotEmpty();

    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @Test
  void saysWhichKeyChoosesTheToken() {
    call("GET", "/v23.0/424242", key(ALL), "")
        .assertGraphError(400, 100)
        .contains("phone_number_id", "sallyport.clients.\"all\".default-number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/v23.0/106540352242922/register; application/json; {\"pin\":\"1\",\"access_token\":\"x\"}",
        "/v23.0/106540352242922/register; application/x-www-form-urlencoded; pin=1&access_token=x",
        "/v23.0/106540352242922/register; application/json; {\"appsecret_proof\":\"x\"}",
        "/v23.0/106540352242922/media; multipart/form-data, boundary=x; name=\"access_token\"",
        "/v23.0/106540352242922/messages; application/json; "
            + "{\"access_token\":\"x\",\"to\":\"16505551234\",\"type\":\"text\"}"
      })
  void refusesATokenInABody(String path, String type, String body) {
    int before = twin().requests().size();

    call("POST", path, key(ONE) + "\nContent-Type: " + type.replace(',', ';'), body)
        .assertGraphError(400, 100)
        .contains("does not pass this gateway");

    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @Test
  void pagesLeadThroughTheGatewayAndHoldNoToken() {
    String target = "/v23.0/" + World.WABA + "/message_templates?limit=60&fields=name";
    List<String> names = new ArrayList<>();
    int pages = 0;
    while (target != null) {
      Answer page = call("GET", target, key(ONE) + "\nAccept-Encoding: gzip", "");
      assertThat(page.status()).isEqualTo(200);
      page.json()
          .getJsonArray("data")
          .forEach(it -> names.add(((JsonObject) it).getString("name")));
      String next = page.json().getJsonObject("paging").getString("next");
      String ours = "http://localhost";
      assertThat(next == null || next.startsWith(ours + "/v23.0/")).as(next).isTrue();
      target = next == null ? null : next.substring(ours.length());
      pages++;
    }

    assertThat(pages).isGreaterThan(1);
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(World.PAGED_TEMPLATES);
  }

  @Test
  void mediaComeThroughTheGateway() {
    byte[] media = "\0\1\2media".getBytes(StandardCharsets.ISO_8859_1);
    String type = "\nContent-Type: image/jpeg";
    Answer uploaded =
        call("POST", "/v23.0/" + World.NUMBER + "/media", key(ONE) + type, "\0\1\2media");
    String id = uploaded.json().getString("id");

    String url = call("GET", "/v23.0/" + id, key(ONE), "").json().getString("url");
    assertThat(url).startsWith("http://localhost/");
    Answer fetched = call("GET", url.substring("http://localhost".length()), key(ONE), "");

    assertThat(fetched.body()).isEqualTo(media);
    assertThat(last().headers().get("Authorization")).isEqualTo("Bearer " + World.GATEWAY_TOKEN);
    Answer elsewhere =
        call(
            "GET",
            media(World.NUMBER, World.mediaHost(twin().url())) + "/twin-media/" + id + "?a=%7e",
            key(ONE),
            "");
    assertThat(elsewhere.body()).isEqualTo(media);
    assertThat(elsewhere.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(last().query()).isEqualTo("a=%7e");
  }

  private static String media(String number, String host) {
    return "/sallyport/v1/media/" + number + "/" + host;
  }

  @Test
  void mediaAreFetchedFromTheConfiguredHostsOnly() {
    int before = twin().requests().size();
    String here = twin().url().substring("http://".length());
    String port = here.substring(here.indexOf(':'));
    for (String host :
        List.of(
            here,
            "127.0.0.1",
            "127.0.0.2" + port,
            "a@127.0.0.1" + port,
            "127.0.0.1" + port + "@x",
            "127.0.0.1:80:" + port,
            "127.0.0.1%3A" + port.substring(1),
            "169.254.169.254",
            "LOOKASIDE.FBSBX.COM".toLowerCase(Locale.ROOT) + ".example.com")) {
      Answer answer = call("GET", media(World.NUMBER, host) + "/twin-media/1", key(ONE), "");
      assertThat(answer.status()).as(host).isEqualTo(404);
    }
    String good = World.mediaHost(twin().url());
    for (String path : List.of("/../a", "/a/../../b", "//a\\b")) {
      assertThat(call("GET", media(World.NUMBER, good) + path, key(ONE), "").status())
          .as(path)
          .isBetween(400, 404);
    }
    for (String method : List.of("POST", "PUT", "DELETE")) {
      call(method, media(World.NUMBER, good) + "/a", key(ONE), "").assertGraphError(404, 100);
    }
    call("GET", media(World.QUIET_NUMBER, good) + "/a", key(ONE), "").assertGraphError(403, 10);
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/javascript"})
  void doesNotBufferWhatItDoesNotRewrite(String accept) {
    Answer answer = call("HEAD", "/v23.0/424242", key(ONE) + "\nAccept: " + accept, "");

    assertThat(answer.body()).isEmpty();
  }

  @Test
  void logsAndMetersNeitherKeysNorTokens() throws IOException {
    String contact = contactWithClosedWindow();
    send(ONE, World.NUMBER, Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
    call("POST", SENDS + "?access_token=" + ONE + "%zz", "", Bodies.text(contact));
    call("POST", SENDS, key(ONE) + "\n" + key(ALL), Bodies.text(contact));
    call("GET", "/v23.0/424242?access_token=" + QUIET, "", "");
    call("GET", "/sallyport/v1/nothing?access_token=" + ALL, "", "");

    Path log = Path.of(System.getProperty("quarkus.log.file.path", "target/quarkus.log"));
    // Decisions are logged in bursts.
    Scenario.await().until(() -> Files.readString(log).contains("\"reason\":\"window_closed\""));

    assertThat(Files.readString(log)).doesNotContain(SECRETS);
    assertThat(gateway().manage("/q/metrics").text()).doesNotContain(SECRETS);
    assertThat(gateway().manage("/q/health").text()).doesNotContain(SECRETS);
  }

  @Test
  void aDeferredSendLeavesWithTheTokenAndIsKeptWithoutTheKey() {
    String contact = newContact();
    for (int i = 0; i < 2; i++) {
      send(ONE, World.NUMBER, Bodies.marketing(contact)).assertForwarded();
    }
    Answer waits =
        call("POST", SENDS, key(ONE) + "\nPrefer: respond-async", Bodies.marketing(contact));

    assertThat(waits.status()).isEqualTo(202);
    assertThat(call("GET", waits.header("Location"), key(ONE), "").status()).isEqualTo(200);
    call("GET", waits.header("Location"), "", "").assertGraphError(401, 190);
    String id = waits.json().getJsonObject("deferred").getString("id");
    String kept = world.store().command("HGETALL sp:{" + World.NUMBER + "}:d:" + id);
    assertThat(kept).doesNotContain(SECRETS);
    call("DELETE", waits.header("Location"), key(ONE), "");
  }
}
