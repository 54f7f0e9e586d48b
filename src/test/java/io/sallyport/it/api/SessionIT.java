package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators who sign in at one of two replicas. */
@TestInstance(Lifecycle.PER_CLASS)
class SessionIT extends ComeAndGo {

  private static final String COOKIE = "sallyport_session";
  private static final String OWN = "Sallyport-Console";
  private static final String CONSENT =
      "/numbers/" + World.NUMBER + "/contacts/16505550188/consent";

  private Gateway first;
  private Gateway second;

  @BeforeAll
  void start(@TempDir Path directory) {
    open(directory);
    first = start(Map.of());
    second = start(Map.of());
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static HttpRequest.Builder call(Gateway gateway, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + gateway.port() + "/sallyport/v1" + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpRequest.Builder signIn(Gateway gateway, String key) {
    return call(gateway, "/session")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JsonObject.of("key", key).encode()));
  }

  private static String cookie(Answer signedIn) {
    assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(204);
    return signedIn.header("Set-Cookie").split(";", 2)[0];
  }

  private static String signedIn(Gateway gateway, String key) {
    return cookie(gateway.call(signIn(gateway, key).build()));
  }

  private static Answer get(Gateway gateway, String path, String cookie) {
    return gateway.call(call(gateway, path).header("Cookie", cookie).build());
  }

  private static HttpRequest.Builder consent(Gateway gateway) {
    return call(gateway, CONSENT)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(JsonObject.of("state", "opt_in").encode()));
  }

  @Test
  void signsInWithTheKeyAndIsKnownToEveryReplica() {
    Answer answer = first.call(signIn(first, OPERATOR).build());

    String set = answer.header("Set-Cookie");
    assertThat(set)
        .matches(COOKIE + "=[A-Za-z0-9_-]{43};.*")
        .contains("Max-Age=28800", "HttpOnly", "SameSite=Strict")
        .doesNotContain("Secure", "Domain", "Path", OPERATOR);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    for (Gateway gateway : new Gateway[] {first, second}) {
      JsonObject session = get(gateway, "/session", cookie(answer)).json();
      assertThat(session.getString("operator")).isEqualTo("ann");
      assertThat(session.getString("role")).isEqualTo("operator");
      assertThat(Instant.parse(session.getString("expires_at")))
          .isBetween(
              Instant.now().plus(Duration.ofMinutes(475)),
              Instant.now().plus(Duration.ofMinutes(485)));
      assertThat(get(gateway, "/wabas", cookie(answer)).status()).isEqualTo(200);
    }
  }

  @Test
  void needsAnOperatorsKey() {
    for (String key : new String[] {"x", "key-of-nobody-at-all", ""}) {
      Answer answer = first.call(signIn(first, key).build());
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Set-Cookie")).isNull();
    }
    for (String body : new String[] {"", "{", "[]", "{\"key\":1}", "{\"key\":\"x\",\"y\":1}"}) {
      HttpRequest request =
          call(first, "/session")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      first.call(request).assertGraphError(400, 100);
    }
    String tooLong = JsonObject.of("key", "x".repeat(10_000)).encode();
    HttpRequest request =
        call(first, "/session")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(tooLong))
            .build();
    assertThat(first.call(request).status()).isEqualTo(413);
  }

  @Test
  void takesNoTokenFromTheCallerAndEndsTheOneItHad() {
    String chosen = COOKIE + "=" + "A".repeat(43);
    Answer fixed = first.call(signIn(first, VIEWER).header("Cookie", chosen).build());
    String own = cookie(fixed);

    Answer again = first.call(signIn(first, VIEWER).header("Cookie", own).build());

    assertThat(own).isNotEqualTo(chosen);
    assertThat(cookie(again)).isNotEqualTo(own);
    assertThat(get(second, "/session", chosen).status()).isEqualTo(401);
    assertThat(get(second, "/session", own).status()).isEqualTo(401);
    assertThat(get(second, "/session", cookie(again)).status()).isEqualTo(200);
  }

  @Test
  void changesNothingOnAnotherSitesBehalf() {
    String cookie = signedIn(first, OPERATOR);

    for (String site : new String[] {"", "cross-site", "same-site", "none", "SAME-ORIGIN"}) {
      HttpRequest.Builder request = consent(first).header("Cookie", cookie);
      if (!site.isEmpty()) {
        request.header("Sec-Fetch-Site", site);
      }
      first.call(request.build()).assertGraphError(403, 10).contains("Sec-Fetch-Site");
    }
    HttpRequest.Builder form =
        call(first, "/numbers/" + World.NUMBER + "/import")
            .header("Cookie", cookie)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"contact\":\"16505550188\"}"));
    first.call(form.build()).assertGraphError(403, 10);
    HttpRequest signOut = call(first, "/session").header("Cookie", cookie).DELETE().build();
    first.call(signOut).assertGraphError(403, 10);
    HttpRequest signIn = signIn(first, OPERATOR).header("Sec-Fetch-Site", "cross-site").build();
    first.call(signIn).assertGraphError(403, 10);

    HttpRequest byPage =
        consent(first).header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin").build();
    assertThat(first.call(byPage).status()).isEqualTo(204);
    HttpRequest byHeader = consent(first).header("Cookie", cookie).header(OWN, "1").build();
    assertThat(first.call(byHeader).status()).isEqualTo(204);
    HttpRequest imported =
        call(first, "/numbers/" + World.NUMBER + "/import")
            .header("Cookie", cookie)
            .header(OWN, "1")
            .POST(
                BodyPublishers.ofString(
                    "{\"contact\":\"16505550188\",\"consent\":\"opt_in\"}\n".repeat(3)))
            .build();
    assertThat(first.call(imported).json().getInteger("imported")).isEqualTo(3);
  }

  @Test
  void letsAViewerActOnNothing() {
    String cookie = signedIn(first, VIEWER);

    HttpRequest put = consent(first).header("Cookie", cookie).header(OWN, "1").build();
    first.call(put).assertGraphError(403, 10).contains("viewer");
    HttpRequest explain =
        call(first, "/numbers/" + World.NUMBER + "/explain")
            .header("Cookie", cookie)
            .header(OWN, "1")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Bodies.text("16505550188").toString()))
            .build();
    assertThat(first.call(explain).status()).isEqualTo(200);
    for (String header : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method"}) {
      HttpRequest masked =
          call(first, CONSENT).header("Cookie", cookie).header(header, "PUT").build();
      assertThat(first.call(masked).status()).isNotIn(200, 204);
    }
  }

  @Test
  void endsEverywhereWithTheSignOut() {
    String cookie = signedIn(first, OPERATOR);

    Answer out =
        second.call(
            call(second, "/session").header("Cookie", cookie).header(OWN, "1").DELETE().build());

    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains(COOKIE + "=;", "Max-Age=0");
    get(first, "/session", cookie).assertGraphError(401, 190);
    HttpRequest byPage = call(first, "/session").header("Cookie", cookie).header(OWN, "1").build();
    first.call(byPage).assertGraphError(401, 190);
    HttpRequest withoutKey = call(first, "/session").header(OWN, "1").build();
    first.call(withoutKey).assertGraphError(401, 190);
    HttpRequest byNewPage = call(first, "/session").header(OWN, "new").build();
    assertThat(first.call(byNewPage).status()).as("no error of the page").isEqualTo(204);
    get(first, "/numbers", cookie).assertGraphError(401, 190);
  }

  @Test
  void isNoKeyOfGraphsAndNeverGoesThere() {
    String cookie = signedIn(first, OPERATOR);
    HttpRequest send =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + first.port() + Gateway.messages(World.NUMBER)))
            .header("Cookie", cookie + "; other=1")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Bodies.utility("16505550188").toString()))
            .build();

    assertThat(first.call(send).status()).isEqualTo(401);
    assertThat(world.twin.requests())
        .as("requests at Meta")
        .isNotEmpty()
        .noneMatch(request -> request.headers().toString().contains(COOKIE));
  }

  @Test
  void neverSendsAnOperatorsKeyToMeta() {
    for (String target :
        new String[] {
          Gateway.messages(World.NUMBER) + "?access_token=" + OPERATOR,
          "/v25.0/" + World.NUMBER + "?access_token=" + OPERATOR
        }) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + first.port() + target))
              .POST(BodyPublishers.noBody())
              .build();
      first.call(request).assertGraphError(401, 190);
    }
    for (String path : new String[] {"/messages", "/register"}) {
      HttpRequest form =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + first.port() + "/v25.0/" + World.NUMBER + path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  BodyPublishers.ofString(
                      "access_token=" + OPERATOR + "&messaging_product=whatsapp&pin=123456"))
              .build();
      first.call(form).assertGraphError(401, 190);
    }
  }

  /** Where no clients are, what callers have goes to Meta as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"/messages", "/register"})
  void neverSendsAnOperatorsKeyInJsonToMeta(String path) {
    JsonObject body = Bodies.text("16505550188").put("access_token", OPERATOR);
    HttpRequest json =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + first.port() + "/v25.0/" + World.NUMBER + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();

    first.call(json).assertGraphError(401, 190);
  }

  @Test
  void saysWhoseKeyItIs() {
    JsonObject byKey = api(first, VIEWER, "GET", "/session", null).json();

    assertThat(byKey.getString("operator")).isEqualTo("bob");
    assertThat(byKey.getString("role")).isEqualTo("viewer");
    assertThat(byKey.getString("expires_at")).isNull();
    api(first, "", "GET", "/session", null).assertGraphError(401, 190);
    api(first, OPERATOR, "PATCH", "/session", null).assertGraphError(405, 100);
  }

  @Test
  void outlivesARestart() {
    Gateway third = start(Map.of());
    String cookie = signedIn(third, OPERATOR);
    world.stop(third);

    assertThat(get(second, "/session", cookie).status()).isEqualTo(200);
  }

  @Test
  void endsAfterEightHours() {
    Gateway later =
        start(Map.of("sallyport.clock.offset", "28801s", "sallyport.console.enabled", "no"));
    String cookie = signedIn(first, OPERATOR);

    assertThat(get(later, "/session", cookie).status()).isEqualTo(401);
    world.stop(later);
    assertThat(get(first, "/session", cookie).status()).isEqualTo(200);
  }

  @Test
  void tellsOtherSitesNothing() {
    HttpRequest foreign =
        call(first, "/numbers")
            .header("Authorization", "Bearer " + OPERATOR)
            .header("Origin", "https://example.com")
            .build();
    Answer answer = first.call(foreign);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(api(first, "", "GET", "/numbers", null).header("Cache-Control"))
        .isEqualTo("no-store");
  }
}
