package io.sallyport.it.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm.Received;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of the gateway's own reach the CRM that asked for them. */
@Concurrent
class EventsIT {

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway gateway;

  private final String contact = Scenario.newContact();

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    gateway =
        world.start(
            Map.of(
                "sallyport.relay.targets.main.events",
                "window.closing,window.closed,template.changed,number.restricted,contradiction",
                "sallyport.relay.closing-lead",
                "1h"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Received taken(String about, String type) {
    String member = "\"type\":\"" + type + "\"";
    Scenario.await()
        .until(() -> world.main.taken(about).stream().anyMatch(one -> one.text().contains(member)));
    return world.main.taken(about).stream()
        .filter(one -> one.text().contains(member))
        .findFirst()
        .orElseThrow();
  }

  private static void writes(String contact, Instant at) {
    JsonObject message = Events.message(JsonObject.of("from", contact), "text", at);
    message.put("text", JsonObject.of("body", "Is it still available?"));
    world.tell(gateway, Events.messages(World.NUMBER, message));
  }

  @Test
  void aWindowThatClosesIsToldBeforeAndAfter() {
    Instant wrote = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(24));
    Instant closes = wrote.plus(Duration.ofHours(24)).plusSeconds(8);
    writes(contact, closes.minus(Duration.ofHours(24)));

    Received closing = taken(contact, "window.closing");
    Received closed = taken(contact, "window.closed");

    JsonObject event = new JsonObject(closing.text());
    assertThat(event.getInstant("timestamp")).isEqualTo(closes.minus(Duration.ofHours(1)));
    assertThat(event.getJsonObject("data").getInstant("window_expires_at")).isEqualTo(closes);
    assertThat(new JsonObject(closed.text()).getInstant("timestamp")).isEqualTo(closes);
    assertThat(closed.at()).isAfterOrEqualTo(closes);
    assertThat(closing.header("Content-Type")).isEqualTo("application/json");
    assertThat(closing.header("X-Hub-Signature-256")).isNull();
    assertThat(closing.header("webhook-signature")).startsWith("v1,");
    assertThat(closing.header("Sallyport-Event-Id")).isEqualTo(closing.header("webhook-id"));
    assertThat(world.other.received(contact)).isEmpty();
  }

  @Test
  void whatMetaSaysOfTemplatesAndNumbersIsToldInOneShape() {
    world.tell(gateway, Events.templateStatus("order_update", "en_US", "PAUSED", Instant.now()));

    JsonObject changed = new JsonObject(taken("order_update", "template.changed").text());

    assertThat(changed.getJsonObject("data").getString("status")).isEqualTo("PAUSED");
    assertThat(changed.getJsonObject("data").getString("waba_id")).isEqualTo(World.WABA);
  }

  /**
   * The delivery itself, too: it names the account, whatever entry it stands in
   * (platform-facts.md#accounts-that-leave).
   */
  @Test
  void thatNoMoreWebhooksComeIsTold() {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    world.tell(gateway, Events.account("PARTNER_REMOVED", World.WABA, at));

    JsonObject event = new JsonObject(taken("partner_removed", "number.restricted").text());

    assertThat(event.getInstant("timestamp")).isEqualTo(at);
    JsonObject data = event.getJsonObject("data");
    assertThat(data.getString("what")).isEqualTo("webhooks");
    assertThat(data.getBoolean("restricted")).isTrue();
    Scenario.await().until(() -> !world.main.taken("PARTNER_REMOVED").isEmpty());
  }

  @Test
  void whoIsForgottenIsNotSpokenOf() {
    Instant closes = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(15);
    writes(contact, closes.minus(Duration.ofHours(24)));
    taken(contact, "window.closing");
    String next = Scenario.newContact();
    writes(next, closes.plusSeconds(1).minus(Duration.ofHours(24)));

    String path = "/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + contact;
    assertThat(gateway.delete(path).status()).isEqualTo(204);
    // By then its own turn is over.
    taken(next, "window.closed");

    List<Received> about = world.main.taken(contact);
    assertThat(about).noneMatch(one -> one.text().contains("window.closed"));
  }
}
