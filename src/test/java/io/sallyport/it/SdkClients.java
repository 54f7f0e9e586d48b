package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Sdk;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published SDKs, unmodified, as callers of the packaged gateway. Not among the tests, since their
 * packages come from registries: {@code deploy/clients/check} fetches them and runs this.
 */
class SdkClients {

  private static final String SLOW_NUMBER = World.QUIET_NUMBER;
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir static Path directory;
  private static Store store;
  private static Twin twin;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void startAll() throws Exception {
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("sallyport.numbers.\"" + SLOW_NUMBER + "\".throughput", "1");
    gateway = new Gateway(World.freePort(), World.freePort());
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
  }

  @AfterAll
  static void stopAll() throws InterruptedException {
    TABLE.forEach(System.out::println);
    process.destroyForcibly().waitFor();
    twin.close();
    store.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kapso", "great-detail", "meta-nodejs", "restfb"})
  void sendsIsRefusedAndListsTemplates(String sdk) throws Exception {
    String contact = contactWithClosedWindow();

    Map<String, JsonObject> steps = run(sdk, contact);

    TABLE.add("");
    steps.forEach((step, told) -> TABLE.add(String.format("%-13s %-9s %s", sdk, step, row(told))));
    assertThat(steps.get("send").getString("id")).startsWith("wamid.");
    JsonObject refusal = steps.get("refusal");
    assertThat(refusal.getString("type")).isNotIn("none", "Error", "TypeError");
    assertThat(refusal.getInteger("code")).isEqualTo(131047);
    assertThat(refusal.getString("message")).contains("Re-engagement message");
    assertThat(refusal.getString("details")).startsWith("This contact last wrote at ");
    assertThat(steps.get("templates").getJsonArray("templates"))
        .isEqualTo(new JsonArray(templatesOfTheTwin()));
    assertThat(steps.get("throttle").getString("type")).isNotEqualTo("none");
    assertThat(twin.sends()).noneMatch(it -> it.body().toString().contains("Hello!"));
  }

  private static String contactWithClosedWindow() {
    String contact = Scenario.newContact();
    Instant at = Instant.now().minus(Duration.ofHours(25));
    byte[] bytes =
        Events.delivery(Events.inbound(contact, at)).encode().getBytes(StandardCharsets.UTF_8);
    assertThat(gateway.webhook(bytes, twin.sign(bytes)).status()).isEqualTo(200);
    return contact;
  }

  private static Map<String, JsonObject> run(String sdk, String contact) throws Exception {
    return Sdk.run(
        directory.resolve(sdk),
        List.of(sdk, "run"),
        Map.of(
            "GATEWAY",
            "http://localhost:" + gateway.port(),
            "TOKEN",
            Gateway.CALLER_TOKEN,
            "NUMBER",
            World.NUMBER,
            "SLOW_NUMBER",
            SLOW_NUMBER,
            "WABA",
            World.WABA,
            "CUSTOMER",
            contact));
  }

  private static String row(JsonObject told) {
    JsonObject row = told.copy();
    row.remove("step");
    JsonArray templates = row.getJsonArray("templates");
    return templates == null ? row.encode() : templates.size() + " templates";
  }

  private static List<String> templatesOfTheTwin() {
    return TwinSeed.templates().stream()
        .map(it -> it.name() + " " + it.language() + " " + it.status())
        .sorted()
        .toList();
  }
}
