package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The application does not start on a configuration that could not decide rightly. */
class StartupIT {
  private static final String WABA_ID = "sallyport.numbers.\"" + World.NUMBER + "\".waba-id";

  private static final String COUNTRY = "sallyport.numbers.\"" + World.NUMBER + "\".country";

  @TempDir Path directory;
  private Store store;
  private Twin twin;

  @BeforeEach
  void startWhatItNeeds() {
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
  }

  @AfterEach
  void stopWhatItNeeds() {
    twin.close();
    store.stop();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        without("sallyport.webhook.app-secret", "sallyport.webhook.app-secret"),
        without("sallyport.webhook.verify-token", "sallyport.webhook.verify-token"),
        without("quarkus.redis.hosts", "quarkus.redis.hosts"),
        without("sallyport.numbers.", "sallyport.numbers"),
        without(WABA_ID, WABA_ID),
        with(COUNTRY, "in", COUNTRY),
        with("sallyport.polcy.x", "1", "sallyport.polcy.x"),
        with("sallyport.policy.marketing.maxx", "1", "sallyport.policy.marketing.maxx"),
        with("sallyport.policy.unknown-window", "maybe", "sallyport.policy.unknown-window"),
        with("sallyport.policy.store-timeout", "soon", "sallyport.policy.store-timeout"),
        with("sallyport.policy.window-margin", "25h", "sallyport.policy.window-margin"),
        with(
            "sallyport.policy.marketing.quiet-hours",
            "9pm-8am",
            "marketing.quiet-hours \"9pm-8am\""),
        with("sallyport.policy.opt-out-keywords.es", "!", "sallyport.policy.opt-out-keywords"),
        with("sallyport.pricing.model", "per-click", "sallyport.pricing.model"),
        with(
            "sallyport.pricing.rate-card", "absent.csv", "sallyport.pricing.rate-card: absent.csv"),
        with("sallyport.pricing.rate-card", "pom.xml", "pom.xml: line 1: "),
        with("sallyport.relay.targets.crm.secret", "s3cr3t", "sallyport.relay.targets.\"crm\".url"),
        with("sallyport.relay.timeout", "20s", "sallyport.relay.claim-after"),
        with("sallyport.clients.crm.numbers", World.NUMBER, "sallyport.clients.\"crm\".key is not"),
        with("sallyport.clients.crm.key", "two words", "sallyport.clients.\"crm\".key: a key must"),
        with("sallyport.graph.media-hosts", "https://a", "sallyport.graph.media-hosts"),
        with("sallyport.graph.url", "graph.facebook.com", "sallyport.graph.url"),
        with(
            "sallyport.graph.url",
            "https://graph.facebook.com/v25.0",
            "sallyport.graph.url ends with a version"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("faults")
  void refusesToStartAndNamesTheKey(String key, String value, String named)
      throws IOException, InterruptedException {
    Map<String, String> configuration = configuration();
    if (value == null) {
      configuration.keySet().removeIf(it -> it.startsWith(key));
    } else {
      configuration.put(key, value);
    }

    Process process = start(configuration);
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).as(output()).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(output()).contains(named);
    assertThat(output()).doesNotContain(World.APP_SECRET, World.VERIFY_TOKEN, World.GATEWAY_TOKEN);
  }

  @Test
  void warnsOfAClockOffsetAndShowsItInItsHealth() throws IOException, InterruptedException {
    Map<String, String> configuration = configuration();
    Gateway gateway = new Gateway(World.freePort(), World.freePort());
    configuration.put("quarkus.http.port", Integer.toString(gateway.port()));
    configuration.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    configuration.put("sallyport.clock.offset", "25h");

    Process process = start(configuration);
    try {
      Scenario.await().ignoreExceptions().until(() -> isReady(gateway));
      byte[] wrote =
          Events.delivery(Events.inbound("16505550199", Instant.now()))
              .encode()
              .getBytes(StandardCharsets.UTF_8);
      assertThat(gateway.webhook(wrote, twin.sign(wrote)).status()).isEqualTo(200);

      JsonObject live = gateway.manage("/q/health/live").json();
      assertThat(live.encode()).contains("PT25H");
      assertThat(output()).contains("WARN").contains("sallyport.clock.offset is PT25H");
      gateway
          .send(Bodies.text("16505550199"))
          .assertRefused(400, 131047, "window_closed")
          .contains("closed at");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static boolean isReady(Gateway gateway) {
    return gateway.manage("/q/health/ready").status() == 200;
  }

  private Map<String, String> configuration() {
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("quarkus.http.port", Integer.toString(World.freePort()));
    all.put("quarkus.management.port", Integer.toString(World.freePort()));
    return all;
  }

  private Process start(Map<String, String> configuration) throws IOException {
    return GatewayProcess.start(configuration, log());
  }

  private Path log() {
    return directory.resolve("output");
  }

  private String output() throws IOException {
    return Files.readString(log());
  }

  private static Arguments without(String key, String named) {
    return arguments(key, null, named);
  }

  private static Arguments with(String key, String value, String named) {
    return arguments(key, value, named);
  }
}
