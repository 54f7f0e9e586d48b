package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Redis, a Meta, two CRMs, and gateway processes between them. */
public final class RelayWorld implements AutoCloseable {

  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** Gets everything, signed. */
  public final Crm main = new Crm();

  /** Gets what concerns the number of the other WABA. */
  public final Crm other = new Crm();

  public final Twin twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
  public final Store store = Store.start(World.freePort());
  private final Map<Gateway, Process> processes = new HashMap<>();
  private final Path directory;

  public RelayWorld(Path directory) {
    this.directory = directory;
  }

  /** Starts a gateway, and waits until it is ready. */
  public Gateway start(Map<String, String> differing) {
    Gateway gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    all.put("sallyport.relay.targets.main.url", main.url() + "/hooks?from=sallyport");
    all.put("sallyport.relay.targets.main.secret", SECRET);
    all.put("sallyport.relay.targets.other.url", other.url());
    all.put("sallyport.relay.targets.other.numbers", World.TOKENLESS_NUMBER);
    all.put("sallyport.relay.first-backoff", "200ms");
    all.put("sallyport.relay.timeout", "1s");
    all.put("sallyport.relay.claim-after", "3s");
    all.putAll(differing);
    try {
      processes.put(gateway, GatewayProcess.start(all, log(gateway)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Scenario.await()
        .ignoreExceptions()
        .until(() -> gateway.manage("/q/health/ready").status() == 200);
    return gateway;
  }

  public Path log(Gateway gateway) {
    return directory.resolve("output-" + gateway.port());
  }

  /** As kill -9 does. */
  public void kill(Gateway gateway) {
    processes.remove(gateway).destroyForcibly().onExit().join();
  }

  /** As an orderly restart does. */
  public void stop(Gateway gateway) {
    signal(gateway).onExit().join();
    processes.remove(gateway);
  }

  /** SIGTERM. */
  public Process signal(Gateway gateway) {
    Process process = processes.get(gateway);
    process.destroy();
    return process;
  }

  public Answer deliver(Gateway gateway, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return gateway.webhook(bytes, twin.sign(bytes));
  }

  /** Meta delivers, and the gateway takes it. */
  public void tell(Gateway gateway, JsonObject... entries) {
    Answer answer = deliver(gateway, Events.delivery(entries).encode());
    assertThat(answer.status()).isEqualTo(200);
  }

  /** A message of a contact that says this. */
  public static JsonObject says(String contact, String text) {
    return says(World.NUMBER, contact, text);
  }

  public static JsonObject says(String number, String contact, String text) {
    JsonObject message = Events.message(JsonObject.of("from", contact), "text", Instant.now());
    message.put("text", JsonObject.of("body", text));
    return Events.messages(number, message);
  }

  /** Every gateway that runs. */
  public void killAll() {
    List.copyOf(processes.keySet()).forEach(this::kill);
  }

  @Override
  public void close() {
    killAll();
    main.close();
    other.close();
    twin.close();
    store.stop();
  }
}
