package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The application does not start on a configuration that could not decide rightly. */
@Concurrent
class StartupIT {
  private static final String WABA_ID = "sallyport.numbers.\"" + World.NUMBER + "\".waba-id";

  private static final String COUNTRY = "sallyport.numbers.\"" + World.NUMBER + "\".country";

  /** More at a time would not be sooner. */
  private static final int AT_ONCE = 2;

  /** How a start ended; the exit is null when it did not. */
  private record End(Integer exit, String output) {}

  @TempDir static Path directory;
  private static Store store;
  private static Twin twin;
  private static ExecutorService starts;
  private static final Map<List<Object>, Future<End>> ENDS = new HashMap<>();

  @BeforeAll
  static void startAll() {
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    starts = Executors.newFixedThreadPool(AT_ONCE);
    faults()
        .map(Arguments::get)
        .forEach(
            fault ->
                ENDS.put(
                    Arrays.asList(fault),
                    starts.submit(() -> start((String) fault[0], (String) fault[1]))));
  }

  @AfterAll
  static void stopWhatItNeeds() {
    starts.shutdownNow();
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
        with(WABA_ID + "s", "1", WABA_ID + "s in "),
        with("sallyport.policy.marketing.maxx", "1", "sallyport.policy.marketing.maxx"),
        with("sallyport.policy.unknown-window", "maybe", "sallyport.policy.unknown-window"),
        with("sallyport.policy.store-timeout", "soon", "sallyport.policy.store-timeout"),
        with("sallyport.policy.window-margin", "25h", "sallyport.policy.window-margin"),
        with(
            "sallyport.policy.marketing.quiet-hours",
            "9pm-8am",
            "marketing.quiet-hours \"9pm-8am\""),
        with(
            "sallyport.policy.first-response.limit",
            "soon",
            "sallyport.policy.first-response.limit"),
        with("sallyport.policy.opt-out-keywords.es", "!", "sallyport.policy.opt-out-keywords"),
        with("sallyport.pricing.model", "per-click", "sallyport.pricing.model"),
        with(
            "sallyport.pricing.rate-card", "absent.csv", "sallyport.pricing.rate-card: absent.csv"),
        with("sallyport.pricing.rate-card", "pom.xml", "pom.xml: line 1: "),
        with("sallyport.budgets.spring.amount", "7", "sallyport.budgets.\"spring\".amount needs"),
        with("sallyport.budgets.spring.amout", "7", "sallyport.budgets.spring.amout"),
        with("sallyport.relay.targets.crm.secret", "s3cr3t", "sallyport.relay.targets.\"crm\".url"),
        with("sallyport.relay.timeout", "20s", "sallyport.relay.claim-after"),
        with("sallyport.clients.crm.numbers", World.NUMBER, "sallyport.clients.\"crm\".key is not"),
        with("sallyport.clients.crm.key", "two words", "sallyport.clients.\"crm\".key: a key must"),
        with("sallyport.graph.media-hosts", "https://a", "sallyport.graph.media-hosts"),
        with("sallyport.graph.media-hosts", ".", "sallyport.graph.media-hosts: . is not"),
        with("sallyport.graph.url", "graph.facebook.com", "sallyport.graph.url"),
        with(
            "sallyport.graph.url",
            "https://graph.facebook.com/v25.0",
            "sallyport.graph.url ends with a version"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("faults")
  void refusesToStartAndNamesTheKey(String key, String value, String named) throws Exception {
    End end = ENDS.get(Arrays.asList(key, value, named)).get();

    assertThat(end.exit()).as(end.output()).isNotNull().isNotZero();
    assertThat(end.output()).contains(named);
    assertThat(end.output())
        .doesNotContain(World.APP_SECRET, World.VERIFY_TOKEN, World.GATEWAY_TOKEN);
  }

  private static End start(String key, String value) throws IOException, InterruptedException {
    Map<String, String> configuration = configuration();
    if (value == null) {
      configuration.keySet().removeIf(it -> it.startsWith(key));
    } else {
      configuration.put(key, value);
    }
    Path log = Files.createTempFile(directory, "output", "");
    Process process = GatewayProcess.start(configuration, log);
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    return new End(ended ? process.exitValue() : null, Files.readString(log));
  }

  @Test
  void warnsOfAClockOffsetAndShowsItInItsHealth() throws IOException, InterruptedException {
    Gateway gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> configuration = configuration();
    configuration.put("sallyport.clock.offset", "25h");
    Path log = directory.resolve("output");

    Process process = GatewayProcess.start(gateway, configuration, log);
    try {
      byte[] wrote =
          Events.delivery(Events.inbound("16505550199", Instant.now()))
              .encode()
              .getBytes(StandardCharsets.UTF_8);
      assertThat(gateway.webhook(wrote, twin.sign(wrote)).status()).isEqualTo(200);

      JsonObject live = gateway.manage("/q/health/live").json();
      assertThat(live.encode()).contains("PT25H");
      assertThat(Files.readString(log))
          .contains("WARN")
          .contains("sallyport.clock.offset is PT25H");
      gateway
          .send(Bodies.text("16505550199"))
          .assertRefused(400, 131047, "window_closed")
          .contains("closed at");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Map<String, String> configuration() {
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("quarkus.http.port", Integer.toString(World.freePort()));
    all.put("quarkus.management.port", Integer.toString(World.freePort()));
    return all;
  }

  private static Arguments without(String key, String named) {
    return arguments(key, null, named);
  }

  private static Arguments with(String key, String value, String named) {
    return arguments(key, value, named);
  }
}
