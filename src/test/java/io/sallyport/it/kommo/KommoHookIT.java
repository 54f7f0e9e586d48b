package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.kommo.KommoSeed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hook is answered, and what an account costs and shows. */
class KommoHookIT {

  private static final String STATUS = "/sallyport/v1/kommo/" + KommoWorld.ACCOUNT;

  @TempDir static Path directory;
  private static KommoWorld world;

  private final String contact = Scenario.newContact();
  private final String text = "text of " + UUID.randomUUID();

  @BeforeAll
  static void start() {
    world = new KommoWorld(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aWrongSignatureIs401AndAnUnknownScope404AndNothingIsRead() {
    Buffer hook = Buffer.buffer(JsonObject.of("message", text).encode());
    String right = KommoSeed.CHANNEL.sign(hook);
    String wrong = KommoSeed.CHANNEL.sign(Buffer.buffer("other"));

    assertThat(world.post(KommoWorld.scope(), hook, wrong, "").status()).isEqualTo(401);
    assertThat(world.post(KommoWorld.scope(), hook, null, "").status()).isEqualTo(401);
    assertThat(world.post(KommoWorld.scope(), hook, right, " ").status()).isEqualTo(401);
    assertThat(world.post("nobody", hook, right, "").status()).isEqualTo(404);
    assertThat(world.post(KommoWorld.scope(), hook, right, "\r\n").status()).isEqualTo(200);
  }

  /** What is below the address of the hooks is the gateway's own, and never sent on to Meta. */
  @ParameterizedTest
  @ValueSource(strings = {"/kommo/%s/", "/kommo/%s/x", "//kommo/%s", "/kommo", "/kommo/"})
  void aHookAtAnotherAddressIsNotSentOnToMeta(String address) {
    String path = address.replace("%s", KommoWorld.scope());
    Answer answer = world.gateway.post(path, "{\"message\":{}}");

    assertThat(answer.status()).as(path).isIn(401, 404);
    assertThat(world.gateway.get(path).status()).as(path).isEqualTo(404);
    assertThat(world.twin.requests())
        .extracting(ReceivedRequest::path)
        .noneMatch(seen -> seen.contains("kommo"));
  }

  @Test
  void signedBytesThatAreNoHookAre200AndVeryManyAre413() {
    Buffer large = Buffer.buffer(new byte[20 << 20]);

    assertThat(world.post(Buffer.buffer("no JSON")).status()).isEqualTo(200);
    assertThat(world.post(Buffer.buffer("{\"message\":{}}")).status()).isEqualTo(200);
    assertThat(world.post(large).status()).isEqualTo(413);
    assertThat(world.gateway.manage("/q/metrics").text())
        .contains("sallyport_kommo_hooks_total{outcome=\"unreadable\"}")
        .contains("sallyport_kommo_hooks_total{outcome=\"nothing\"}");
  }

  @Test
  void theStateIsShownAndTheAccountConnectsAndLeaves() {
    assertThat(world.gateway.get(STATUS).json().getBoolean("connected")).isTrue();

    assertThat(world.gateway.delete(STATUS + "/connect").status()).isEqualTo(204);
    assertThat(world.gateway.get(STATUS).json().getBoolean("connected")).isFalse();
    assertThat(world.kommo.scope(KommoSeed.NORTH)).isEmpty();
    Answer connected = world.gateway.post(STATUS + "/connect", "");
    assertThat(connected.status()).isEqualTo(204);
    JsonObject state = world.gateway.get(STATUS).json();
    assertThat(state.getBoolean("connected")).isTrue();
    assertThat(state.getString("scope")).isEqualTo(KommoWorld.scope());
    assertThat(world.gateway.get("/sallyport/v1/kommo/nobody").status()).isEqualTo(404);
  }

  @Test
  void withoutRedisAHookIs503SoonerThanKommoGivesUp() throws Exception {
    Instant start = Instant.now();
    try (Store.Frozen frozen = world.store().freeze()) {
      Buffer hook = Buffer.buffer("{\"message\":{\"message\":{\"id\":\"m-1\"}}}");

      assertThat(world.post(hook).status()).isEqualTo(503);
    }

    // Redis itself is waited for twice as long here.
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void anIdleAccountCostsRedisNothing() {
    world.wrote(contact);
    world.told(world.manager(contact, text), "delivered");

    Scenario.await()
        .untilAsserted(
            () -> assertThat(world.store().command("ZCARD sp:{relay}:awake")).contains(":0"));
  }
}
