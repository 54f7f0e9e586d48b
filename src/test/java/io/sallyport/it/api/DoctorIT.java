package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.LeakyFront;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application's doctor, as a process, at a deployment that is well and ones that are
 * not.
 */
@Concurrent
class DoctorIT {

  private static final String KEY = "doctor-it-key-of-a-client";
  private static final String SECOND_TOKEN = "EAAsecondtoken55";
  private static final String SECOND_WABA = World.TOKENLESS_WABA;
  private static final String SECOND_KEY = "sallyport.wabas.\"" + SECOND_WABA + "\".access-token";

  @TempDir static Path directory;
  private static Store store;
  private static Twin twin;
  private static Crm crm;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void startAll() throws IOException {
    store = Store.startDurable(World.freePort(), Files.createDirectory(directory.resolve("redis")));
    gateway = new Gateway(World.freePort(), World.freePort());
    twin =
        Twin.start(
            TwinSeed.options()
                .withAppSecret(World.APP_SECRET)
                .withNumbers(World.numbers())
                .withWebhookUrl(gatewayUrl() + Gateway.WEBHOOKS));
    crm = new Crm();
    process = GatewayProcess.start(gateway, configuration(), directory.resolve("gateway.log"));
  }

  @AfterAll
  static void stopAll() throws InterruptedException {
    process.destroy();
    process.waitFor();
    crm.close();
    twin.close();
    store.stop();
  }

  @BeforeEach
  void well() {
    twin.reset();
    crm.forget();
    store.command("CONFIG SET maxmemory-policy noeviction");
    store.command("CONFIG SET maxmemory 256mb");
    store.command("CONFIG SET appendonly yes");
  }

  private static String gatewayUrl() {
    return "http://localhost:" + gateway.port();
  }

  private static Map<String, String> configuration() {
    Map<String, String> all = new HashMap<>(World.configuration(store, twin.url()));
    all.put("sallyport.webhook.public-url", gatewayUrl() + Gateway.WEBHOOKS);
    all.put("sallyport.clients.crm.key", KEY);
    // Not the first: the doctor finds the number that the client may use.
    all.put("sallyport.clients.crm.numbers", World.NEW_NUMBER);
    all.put("sallyport.numbers.\"" + World.NEW_NUMBER + "\".access-token", World.GATEWAY_TOKEN);
    all.put(SECOND_KEY, SECOND_TOKEN);
    all.put("sallyport.audit.hash-key", "doctor-it-hash-key");
    all.put("sallyport.relay.targets.crm.url", crm.url() + "?t=s3cr3t");
    return all;
  }

  /** How a run ended, and what it printed. */
  private record Run(int status, String output) {

    /** Lines of a state, with single spaces. */
    List<String> lines(String state) {
      return output
          .lines()
          .filter(line -> line.startsWith(state + " "))
          .map(line -> line.replaceAll(" +", " "))
          .toList();
    }
  }

  private static Run run(Map<String, String> differing, String... arguments) {
    try {
      Map<String, String> all = configuration();
      all.putAll(differing);
      List<String> command = new ArrayList<>(List.of("doctor"));
      command.addAll(List.of(arguments));
      Path log = directory.resolve("doctor.log");
      Process doctor = GatewayProcess.command(all, log, command.toArray(String[]::new));
      String output = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Run run = new Run(doctor.waitFor(), output);
      assertThat(output)
          .doesNotContain(
              KEY,
              SECOND_TOKEN,
              World.GATEWAY_TOKEN,
              World.APP_SECRET,
              World.VERIFY_TOKEN,
              "s3cr3t");
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void allIsWell() {
    Run run = run(Map.of(), "--gateway", gatewayUrl(), "--key", KEY);

    assertThat(run.lines("fail")).as(run.output()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.lines("warn")).singleElement().asString().contains("redis replicas", "none");
    assertThat(run.lines("skip")).isEmpty();
    assertThat(run.lines("ok"))
        .anyMatch(line -> line.startsWith("ok redis "))
        .anyMatch(line -> line.contains("redis version") && line.contains("Redis 6.2"))
        .anyMatch(line -> line.contains("appendonly is yes, appendfsync always"))
        .anyMatch(line -> line.contains("redis clock as this machine's"))
        .anyMatch(line -> line.contains("meta clock as this machine's"))
        .anyMatch(line -> line.startsWith("ok token " + SECOND_WABA + " valid, does not expire"))
        .anyMatch(line -> line.startsWith("ok token " + World.NUMBER + " valid, does not expire"))
        .contains("ok waba " + SECOND_WABA + " Meta lists its numbers: 1", "ok numbers 4 in all")
        .anyMatch(line -> line.startsWith("ok webhooks " + World.WABA + " 1 app subscribed"))
        .anyMatch(
            line ->
                line.startsWith(
                    "ok webhooks " + World.NUMBER + " they go to " + gatewayUrl() + "/webhooks"))
        .anyMatch(line -> line.startsWith("ok app 1234567890 they go to " + gatewayUrl()))
        .anyMatch(line -> line.startsWith("ok handshake " + gatewayUrl()))
        .anyMatch(line -> line.startsWith("ok target crm http://localhost:"))
        .anyMatch(
            line ->
                line.matches(
                    "ok ways around 20\\d tried on number "
                        + World.NEW_NUMBER
                        + ", none leads past"));
    // Nothing was sent, delivered or changed.
    assertThat(twin.messages()).isEmpty();
    assertThat(twin.requests()).noneMatch(it -> it.method().equals("POST"));
    // Once by the doctor, and not again by a poll that has begun.
    assertThat(twin.requests().stream().filter(it -> it.path().endsWith("/phone_numbers")))
        .hasSize(1);
    assertThat(crm.received("")).allSatisfy(head -> assertThat(head.body()).isEmpty());
  }

  @Test
  void aRedisThatForgetsIsToldWithTheFix() {
    store.command("CONFIG SET maxmemory-policy allkeys-lru");
    store.command("CONFIG SET appendonly no");

    Run run = run(Map.of());

    assertThat(run.status()).as(run.output()).isOne();
    assertThat(run.lines("fail"))
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .contains("redis eviction", "allkeys-lru")
                    .endsWith("CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE"),
            line ->
                assertThat(line)
                    .contains("redis persistence", "a restart loses everything")
                    .endsWith("CONFIG SET appendonly yes, then CONFIG REWRITE"));
  }

  @Test
  void whatMetaHoldsAgainstItIsToldWithTheFix() {
    tell("tokens/" + World.GATEWAY_TOKEN, JsonObject.of("expires_at", 1_700_000_000));
    tell(
        "tokens/" + SECOND_TOKEN,
        new JsonObject("{\"scopes\":[\"whatsapp_business_management\"]}"));
    tell(
        "subscriptions/" + World.NUMBER,
        JsonObject.of("override_callback_uri", "https://crm.example/hook/s3cr3t"));
    tell("subscriptions/" + SECOND_WABA, JsonObject.of("subscribed", false));
    tell(
        "subscriptions/1234567890",
        new JsonObject("{\"fields\":[\"messages\",\"account_update\"]}"));
    twin.clock().advance(Duration.ofMinutes(10));

    Run run = run(Map.of());

    assertThat(run.status()).as(run.output()).isOne();
    assertThat(run.lines("fail"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("meta clock Meta is", "ahead of", "NTP"),
            line ->
                assertThat(line)
                    .contains("token " + World.NUMBER + " expired")
                    .contains("sallyport.numbers.\"" + World.NUMBER + "\".access-token"),
            line ->
                assertThat(line)
                    .contains("token " + SECOND_WABA + " without whatsapp_business_messaging")
                    .contains(SECOND_KEY),
            line ->
                assertThat(line)
                    .contains("webhooks " + World.NUMBER + " they go to https://crm.example")
                    .contains("past the gateway", "curl ", "/" + World.NUMBER + " "),
            line ->
                assertThat(line)
                    .contains("webhooks " + SECOND_WABA + " no app is subscribed")
                    .contains("/" + SECOND_WABA + "/subscribed_apps"),
            line -> assertThat(line).contains("app 1234567890 not subscribed to user_preferences"));
    assertThat(run.lines("warn")).anyMatch(line -> line.contains("template_category_update"));
  }

  @Test
  void whatIsNotReachedIsTold() {
    crm.stop();
    Run run;
    try {
      run =
          run(
              Map.of(
                  "quarkus.redis.hosts",
                  "redis://localhost:" + World.freePort(),
                  "sallyport.webhook.app-secret",
                  "another-secret-of-no-app",
                  "sallyport.relay.targets.other.url",
                  "http://none.invalid/hook",
                  "sallyport.webhook.public-url",
                  gatewayUrl() + "/elsewhere"));
    } finally {
      crm.start();
    }

    assertThat(run.status()).as(run.output()).isOne();
    assertThat(run.lines("fail"))
        .anyMatch(line -> line.startsWith("fail redis not reached") && line.contains("redis.hosts"))
        .anyMatch(line -> line.startsWith("fail target crm ") && line.contains("nobody listens"))
        .anyMatch(line -> line.startsWith("fail target other ") && line.contains("DNS"))
        .anyMatch(line -> line.startsWith("fail handshake ") && line.contains("verify-token"))
        .anyMatch(line -> line.startsWith("fail app ") && line.contains("webhook.app-secret"));
    assertThat(run.lines("skip")).anyMatch(line -> line.contains("what operators put not read"));
  }

  @Test
  void aGatewayThatDecidesNothingAndAWayAroundOneAreTold() {
    Run meta = run(Map.of(), "--gateway", twin.url(), "--key", KEY);
    assertThat(meta.status()).as(meta.output()).isOne();
    assertThat(meta.lines("fail"))
        .singleElement()
        .asString()
        .contains("ways around", twin.url(), "decides nothing");

    try (LeakyFront front =
        new LeakyFront(gateway.port(), twin.port(), "/" + World.NEW_NUMBER + "/MESSAGES ")) {
      Run leaky = run(Map.of(), "--json", "--gateway", front.url(), "--key", KEY);
      assertThat(leaky.status()).as(leaky.output()).isOne();
      JsonObject object = new JsonObject(leaky.output());
      assertThat(object.getInteger("fail")).isOne();
      assertThat(object.getJsonArray("checks").stream().map(JsonObject.class::cast))
          .filteredOn(check -> check.getString("state").equals("fail"))
          .singleElement()
          .satisfies(
              check -> {
                assertThat(check.getString("check")).isEqualTo("ways around");
                assertThat(check.getString("about"))
                    .isEqualTo("past the decision: /v23.0/@number@/MESSAGES");
              });
    }

    Run keyless = run(Map.of(), "--gateway", gatewayUrl());
    assertThat(keyless.status()).isOne();
    assertThat(keyless.lines("fail"))
        .singleElement()
        .asString()
        .contains("unauthenticated", "--key");
  }

  @Test
  void whatItCannotRunOnIsTwo() {
    Run configuration = run(Map.of("sallyport.policy.window-margin", "25h"));
    assertThat(configuration.status()).isEqualTo(2);
    assertThat(configuration.output())
        .startsWith("Sallyport cannot start with this configuration:")
        .contains("sallyport.policy.window-margin must be at least 0s and less than 24h.");

    Run unknown = run(Map.of("sallyport.polcy.x", "1"));
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("sallyport.polcy.x");

    Run arguments = run(Map.of(), "--gatway", "x");
    assertThat(arguments.status()).isEqualTo(2);
    assertThat(arguments.output()).contains("unknown argument --gatway", "usage: doctor");
  }

  private static void tell(String what, JsonObject body) {
    Wire.exchange(
        twin.port(),
        "PUT /twin/" + what + " HTTP/1.1\nContent-Type: application/json",
        body.toBuffer().getBytes());
  }
}
