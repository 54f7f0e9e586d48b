package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.webhooks.HubSignature;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A WABA and its token are enough: Meta lists the numbers, their limits, and what a token is good
 * for.
 */
@Concurrent
class DiscoveryIT extends ComeAndGo {

  private static final String PREFIX = "sallyport.wabas.\"" + WABA + "\".";

  @BeforeEach
  void openTheWorld(@TempDir Path directory) {
    open(directory);
  }

  @AfterEach
  void closeTheWorld() {
    world.close();
  }

  private static Map<String, String> configured(String... more) {
    Map<String, String> all = new HashMap<>();
    all.put(PREFIX + "access-token", TOKEN);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Test
  void numbersAreFoundWithTheirModeAndLimits() {
    meta(
        "PUT",
        "numbers/" + FIRST,
        number("15550100030")
            .put("is_on_biz_app", true)
            .put("verified_name", "Example Shop")
            .put("quality_rating", "YELLOW"));
    meta(
        "PUT",
        "numbers/" + SECOND,
        number("15550100031")
            .put("throughput", JsonObject.of("level", "HIGH"))
            .put("whatsapp_business_manager_messaging_limit", "TIER_2K"));
    Gateway gateway =
        start(
            configured(
                PREFIX + "portfolio", "77", "sallyport.numbers.\"" + SECOND + "\".country", "IN"));

    JsonObject first = number(gateway, FIRST);
    assertThat(first.getString("mode")).isEqualTo("coexistence");
    assertThat(first.getInteger("throughput")).isEqualTo(20);
    assertThat(first.getString("name")).isEqualTo("Example Shop");
    assertThat(first.getString("quality")).isEqualTo("YELLOW");
    assertThat(first.getString("portfolio")).isEqualTo("77");
    assertThat(first.getString("display_phone_number")).isEqualTo("+15550100030");
    assertThat(first.getString("source")).isEqualTo("waba");
    assertThat(first.getValue("messaging_limit")).isNull();
    JsonObject second = number(gateway, SECOND);
    assertThat(second.getInteger("throughput")).isEqualTo(1000);
    assertThat(second.getInteger("messaging_limit")).isEqualTo(2000);
    assertThat(second.getString("source")).isEqualTo("configuration");
    assertThat(second.getString("waba_id")).isEqualTo(WABA);
    assertThat(get(gateway, "/numbers?limit=1").json().getString("next")).isNotNull();
  }

  /** Nobody asks for it: with every poll of the templates. */
  @Test
  void aNumberThatComesLaterIsFoundByItself() {
    Gateway gateway = start(configured("sallyport.templates.poll-interval", "2s"));
    String third = "106540352242932";
    assertThat(reason(gateway, third)).isEqualTo("unknown_number");
    meta("PUT", "numbers/" + third, number("15550100032"));

    Scenario.await().until(() -> !"unknown_number".equals(reason(gateway, third)));
  }

  /** After a day it is refused, over a restart; listed again it serves at once. */
  @Test
  void aNumberThatMetaListsNoMoreIsGone() {
    Gateway gateway = start(configured());
    meta("DELETE", "numbers/" + FIRST, new JsonObject());
    Answer refreshed = api(gateway, OPERATOR, "POST", "/wabas/" + WABA + "/refresh", null);
    assertThat(refreshed.json().getJsonArray("gone")).containsExactly(FIRST);
    assertThat(refreshed.json().getJsonArray("numbers")).containsExactly(SECOND);
    String since = number(gateway, FIRST).getString("gone_since");
    assertThat(since).isNotNull();
    assertThat(reason(gateway, FIRST)).isNotEqualTo("unknown_number");

    world.stop(gateway);
    Gateway later = start(configured("sallyport.clock.offset", "25h"));
    Answer refused = later.post(Gateway.messages(FIRST), Bodies.text("15550109999"));
    assertThat(refused.header("Sallyport-Reason")).isEqualTo("unknown_number");
    assertThat(refused.details()).contains(since);

    meta("PUT", "numbers/" + FIRST, number("15550100030"));
    Scenario.sleepUntil(Instant.now().plusSeconds(1));
    api(later, OPERATOR, "POST", "/wabas/" + WABA + "/refresh", null);
    assertThat(reason(later, FIRST)).isNotEqualTo("unknown_number");
    assertThat(number(later, FIRST).getString("gone_since")).isNull();
  }

  @Test
  void aStartWhileMetaIsDownServesTheLastListing() {
    Gateway gateway = start(configured());
    world.stop(gateway);
    Gateway cut = start(configured("sallyport.graph.url", "http://localhost:" + World.freePort()));

    assertThat(number(cut, FIRST).getString("waba_id")).isEqualTo(WABA);
    assertThat(cut.manage("/q/health/ready").text()).contains("2 numbers, listed");
  }

  @Test
  void metasRefusalIsToldInItsWords() {
    Gateway gateway = start(Map.of());
    put(gateway, "/wabas/102290129340499", waba());
    Answer refused = api(gateway, OPERATOR, "POST", "/wabas/102290129340499/refresh", null);
    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.details()).contains("does not exist");
    soon()
        .until(
            () ->
                gateway.manage("/q/health/ready").text().contains("102290129340499")
                    && gateway.manage("/q/health/ready").text().contains("never listed"));
  }

  /** Whoever puts it could not be reached to mend it. */
  @Test
  void aWabaThatMetaDoesNotListTakesNobodyOutOfService() {
    Gateway gateway = start(Map.of("sallyport.numbers.\"" + World.NUMBER + "\".access-token", ""));
    put(gateway, "/wabas/102290129340499", waba());

    Scenario.await()
        .pollInterval(Duration.ofMillis(50))
        .during(Duration.ofSeconds(4))
        .until(() -> gateway.manage("/q/health/ready").status() == 200);
    assertThat(gateway.manage("/q/health/ready").text()).contains("102290129340499");
  }

  @Test
  void aTokensEndAndItsMissingPermissionsAreTold() {
    Instant end = Instant.now().plus(Duration.ofHours(20)).truncatedTo(ChronoUnit.SECONDS);
    meta("PUT", "tokens/" + TOKEN, JsonObject.of("expires_at", end.getEpochSecond()));
    meta(
        "PUT",
        "tokens/" + World.GATEWAY_TOKEN,
        JsonObject.of("scopes", JsonArray.of("whatsapp_business_messaging")));
    Map<String, String> all = configured("sallyport.relay.targets.main.events", "token.expiring");
    Gateway gateway = start(all);

    Scenario.await()
        .untilAsserted(
            () -> {
              String health = gateway.manage("/q/health/ready").text();
              assertThat(health).contains("expires " + end, "missing whatsapp_business_management");
            });
    assertThat(gateway.manage("/q/health/ready").status()).isEqualTo(200);
    assertThat(gateway.manage("/q/metrics").text())
        .contains("sallyport_token_expires_seconds{waba=\"" + WABA + "\"}");
    JsonObject token = number(gateway, FIRST).getJsonObject("token");
    assertThat(token.getString("state")).isEqualTo("expiring");
    assertThat(token.getString("expires_at")).isEqualTo(end.toString());
    Scenario.await().until(() -> !world.main.taken("token.expiring").isEmpty());
    JsonObject data =
        new JsonObject(world.main.taken("token.expiring").get(0).text()).getJsonObject("data");
    assertThat(data)
        .isEqualTo(JsonObject.of("waba_id", WABA, "expires_at", end.toString(), "days", 1));

    world.stop(gateway);
    Gateway again = start(all);
    Scenario.await()
        .until(
            () ->
                number(again, FIRST).getJsonObject("token").getString("state").equals("expiring"));
    assertThat(world.main.received("token.expiring")).hasSize(1);
  }

  /** Any app's secret signs, but for a WABA that names its app. */
  @Test
  void severalAppsSignWebhooks() {
    Gateway gateway =
        start(
            configured(
                PREFIX + "app",
                "second",
                "sallyport.webhook.apps.second.secret",
                "secret-of-the-second",
                "sallyport.webhook.apps.second.verify-token",
                "word-of-the-second"));
    byte[] ofNumber = bytes(RelayWorld.says(World.NUMBER, "15550109993", "hello"));
    JsonObject entry = RelayWorld.says(FIRST, "15550109993", "hello").put("id", WABA);
    byte[] ofWaba = bytes(entry);
    HubSignature second = new HubSignature("secret-of-the-second");

    assertThat(gateway.webhook(ofNumber, second.of(ofNumber)).status()).isEqualTo(200);
    assertThat(gateway.webhook(ofWaba, second.of(ofWaba)).status()).isEqualTo(200);
    assertThat(gateway.webhook(ofWaba, world.twin.sign(ofWaba)).status()).isEqualTo(401);
    assertThat(gateway.webhook(ofNumber, world.twin.sign(ofNumber)).status()).isEqualTo(200);
    String verify = Gateway.WEBHOOKS + "?hub.mode=subscribe&hub.challenge=42&hub.verify_token=";
    assertThat(gateway.get(verify + "word-of-the-second").text()).isEqualTo("42");
    assertThat(gateway.get(verify + World.VERIFY_TOKEN).text()).isEqualTo("42");
    assertThat(gateway.get(verify + "another").status()).isEqualTo(403);
  }

  private static byte[] bytes(JsonObject entry) {
    return Events.delivery(entry).encode().getBytes(StandardCharsets.UTF_8);
  }

  /** The first key seals, all open; what none opens does not stop the start. */
  @Test
  void vaultKeysAreReplacedWithoutALoss() {
    String newer = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY=";
    Gateway gateway = start(Map.of());
    put(gateway, "/wabas/" + WABA, waba());
    soon().until(() -> number(gateway, FIRST) != null);
    world.stop(gateway);

    Gateway both = start(Map.of("sallyport.vault.key", newer + "," + VAULT));
    assertThat(refresh(both).status()).isEqualTo(200);
    put(both, "/wabas/" + WABA, waba());
    world.stop(both);

    Gateway onlyNewer = start(Map.of("sallyport.vault.key", newer));
    assertThat(refresh(onlyNewer).status()).isEqualTo(200);
    world.stop(onlyNewer);

    Gateway none = start(Map.of("sallyport.vault.key", VAULT));
    assertThat(number(none, FIRST)).isNotNull();
    assertThat(none.manage("/q/health/ready").text()).contains("no key of sallyport.vault.key");
  }

  private static Answer refresh(Gateway gateway) {
    return api(gateway, OPERATOR, "POST", "/wabas/" + WABA + "/refresh", null);
  }

  @Test
  void withoutAVaultNoSecretIsTakenButKeysAre() {
    Gateway gateway = start(Map.of("sallyport.vault.key", ""));
    Answer refused = put(gateway, "/wabas/" + WABA, waba());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.details()).contains("sallyport.vault.key");
    assertThat(put(gateway, "/clients/crm", JsonObject.of("key", "key-of-the-client-crm")).status())
        .isEqualTo(201);
  }

  @Test
  void withoutOperatorsNobodyPuts() {
    Gateway gateway = world.start(configured());
    Answer refused = api(gateway, "anything", "PUT", "/wabas/" + WABA, waba());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.details()).contains("sallyport.operators");
  }
}
