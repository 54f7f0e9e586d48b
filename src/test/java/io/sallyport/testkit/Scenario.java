package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

/** A test that drives the packaged gateway; every contact is used by one test only. */
public abstract class Scenario {
  private static final AtomicInteger CONTACTS = new AtomicInteger(1000);

  public World world;

  @BeforeEach
  public void everythingIsUp() {
    world.twin().clearFaults();
    await().until(() -> gateway().manage("/q/health/ready").status() == 200);
  }

  public Gateway gateway() {
    return world.gateway();
  }

  public Twin twin() {
    return world.twin();
  }

  public static String newContact() {
    return "1650555" + CONTACTS.incrementAndGet();
  }

  /** A contact who just wrote. */
  public String contactWithOpenWindow() {
    String contact = newContact();
    wrote(contact, Instant.now());
    return contact;
  }

  /** A contact who wrote more than a day ago. */
  public String contactWithClosedWindow() {
    String contact = newContact();
    wrote(contact, Instant.now().minus(Duration.ofHours(25)));
    return contact;
  }

  public void wrote(String contact, Instant at) {
    tell(Events.inbound(contact, at));
  }

  /** Meta tells the gateway, and the gateway takes it. */
  public void tell(JsonObject... entries) {
    assertThat(deliver(Events.delivery(entries).encode()).status()).isEqualTo(200);
  }

  public Answer deliver(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return gateway().webhook(bytes, twin().sign(bytes));
  }

  /** What of the contact's sends reached Meta. */
  public List<ReceivedRequest> reachedMeta(String contact) {
    return twin().sends().stream().filter(it -> it.body().toString().contains(contact)).toList();
  }

  public static Instant now() {
    return Instant.ofEpochSecond(Instant.now().getEpochSecond());
  }

  public static void sleepUntil(Instant then) {
    await().pollInterval(Duration.ofMillis(20)).until(() -> !Instant.now().isBefore(then));
  }

  /** For what has to come, not for how soon: longer than a machine is busy with other things. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(2));
  }
}
