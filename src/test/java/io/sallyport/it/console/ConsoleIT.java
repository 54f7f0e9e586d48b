package io.sallyport.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of a packaged gateway: how its files are served, and its pages in Chromium. */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleIT {

  private static final String CAREFUL = "careful-careful-careful";

  private static final String CONSOLE = "/sallyport/console/";

  private RelayWorld world;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) {
    world = new RelayWorld(directory);
    gateway =
        world.start(
            Map.of(
                "sallyport.operators.ann.key", Browser.OPERATOR,
                "sallyport.operators.ann.role", "operator",
                "sallyport.operators.bob.key", Browser.VIEWER,
                "sallyport.clients.crm.key", Gateway.CALLER_TOKEN,
                "sallyport.clients.careful.key", CAREFUL,
                "sallyport.clients.careful.hold", "template",
                "sallyport.pricing.rate-card", "deploy/rate-card.example.csv",
                "sallyport.pricing.payment-threshold", "25",
                "sallyport.budgets.spring.amount", "250",
                "sallyport.budgets.spring.messages", "5000"));
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** Not java.net.http's reading of the path. */
  private Answer get(String target, String... headers) {
    return Wire.raw(
        gateway.port(), "GET " + target + " HTTP/1.1" + String.join("", headers), new byte[0]);
  }

  private static void assertGuarded(Answer answer) {
    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html; charset=utf-8",
    "app.js, text/javascript; charset=utf-8",
    "console.css, text/css; charset=utf-8",
    "gate.svg, image/svg+xml",
    "lib/htm.js, text/javascript; charset=utf-8",
    "lib/uPlot.js, text/javascript; charset=utf-8",
    "lib/uPlot.css, text/css; charset=utf-8"
  })
  void servesItsFilesToAnyone(String name, String type) {
    Answer answer = get(CONSOLE + name);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(type);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.body()).isNotEmpty();
    assertGuarded(answer);
  }

  @Test
  void sendsAFileThatTheBrowserHasNotAgain() {
    String etag = get(CONSOLE + "app.js").header("ETag");

    Answer held = get(CONSOLE + "app.js", "\nIf-None-Match: \"x\", W/" + etag);
    Answer other = get(CONSOLE + "app.js", "\nIf-None-Match: \"x\"");

    assertThat(held.status()).isEqualTo(304);
    assertThat(held.body()).isEmpty();
    assertThat(held.header("ETag")).isEqualTo(etag);
    assertGuarded(held);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void leadsToItsDirectoryByARelativeReference() {
    Answer answer = get("/sallyport/console");

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("Location")).isEqualTo("console/");
    assertGuarded(answer);
  }

  @Test
  void isRead() {
    Answer posted = gateway.call(gateway.to(CONSOLE).POST(BodyPublishers.ofString("{}")).build());
    Answer headed =
        gateway.call(
            gateway.to(CONSOLE).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());

    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
    assertGuarded(posted);
    assertThat(headed.status()).isEqualTo(200);
    assertThat(headed.header("Content-Length"))
        .isEqualTo(Integer.toString(get(CONSOLE).body().length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sallyport/console/application.properties",
        "/sallyport/console/lib",
        "/sallyport/console/lib/",
        "/sallyport/console//app.js",
        "/sallyport/console/./app.js",
        "/sallyport/console/lib/../app.js",
        "/sallyport/console/%61pp.js",
        "/sallyport/console/app.js%00",
        "/sallyport/console/app.js/",
        "/sallyport/console/APP.JS",
        "/sallyport/console/..%2fconsole/app.js",
        "/sallyport/console/..%5capp.js",
        "/sallyport/console/%2e%2e/console/app.js",
        "/sallyport/console/twin/twin/clock",
        "/sallyport/console/..;/v1/numbers"
      })
  void servesEachFileUnderOneSpelling(String target) {
    Answer answer = get(target);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
    assertGuarded(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sallyport/console/../v1/numbers",
        "/sallyport/consoles",
        "/sallyport/x/../console/app.js",
        "/sallyport/%63onsole/app.js",
        "/SALLYPORT/console/"
      })
  void opensNothingElse(String target) {
    assertThat(get(target).status()).isIn(401, 404, 400);
  }

  @Test
  void leavesDevModesPartOut() {
    assertThat(get(CONSOLE + "aside.js").text())
        .contains("Aside = null")
        .doesNotContain("dev-token");
    assertThat(getClass().getClassLoader().getResource("console-dev/aside.js")).isNotNull();
  }

  @Test
  void isNotThereWhenItIsOff() {
    Gateway without = world.start(Map.of("sallyport.console.enabled", "false"));
    try {
      for (String target : List.of("", "app.js", "lib/htm.js")) {
        Answer answer = without.get(CONSOLE + target);
        assertThat(answer.status()).isEqualTo(404);
        assertGuarded(answer);
      }
      assertThat(without.get("/sallyport/console").status()).isEqualTo(404);
    } finally {
      world.kill(without);
    }
  }

  @TestFactory
  Stream<DynamicTest> inABrowser(@TempDir Path directory) throws Exception {
    Browser browser = Browser.orSkip();
    String contact = Scenario.newContact();
    world.tell(gateway, Events.inbound(contact, Instant.now().minus(Duration.ofHours(25))));
    // What the relay's page then has: a dead letter at a target that is up again.
    world.main.answer(410);
    world.tell(gateway, RelayWorld.says(Scenario.newContact(), "Is it still available?"));
    Scenario.await()
        .until(
            () ->
                gateway
                    .call(
                        gateway
                            .to("/sallyport/v1/relay/main/dead-letters")
                            .setHeader("Authorization", "Bearer " + Browser.OPERATOR)
                            .build())
                    .text()
                    .contains("HTTP 410"));
    world.main.answer(200);
    // And what waits for a person.
    for (String order : List.of("860198", "860199")) {
      Answer held =
          gateway.call(
              gateway
                  .to(Gateway.messages(World.NUMBER))
                  .setHeader("Authorization", "Bearer " + CAREFUL)
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          Bodies.template(
                                  contact, "order_update", "en_US", Bodies.body(order, "packed"))
                              .encode()))
                  .build());
      assertThat(held.status()).as(held.text()).isEqualTo(202);
    }
    return browser.run("console.mjs", gateway, contact, directory).stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.replaceFirst("^(not )?ok ", ""),
                    () -> assertThat(line).startsWith("ok ")));
  }
}
