package io.sallyport.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.graph.ReceivedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tokens in mounted files change while the gateway runs. */
@Concurrent
class RotationIT {
  private static final String OLD = "the-old-key-of-the-crm";
  private static final String NEXT = "the-next-key-of-the-crm";
  private static final String NUMBER = "/v23.0/" + World.NUMBER;

  /** Longer than it takes the gateway to read its files again. */
  private static final Duration SOON = Duration.ofSeconds(25);

  @TempDir Path directory;
  private Store store;
  private Twin twin;
  private Gateway gateway;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    gateway = new Gateway(World.freePort(), World.freePort());
    Files.writeString(file("key"), OLD + "\n");
    Files.writeString(file("token"), "EAAold\n");
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    all.put("sallyport.clients.crm.key", "file:" + file("key"));
    all.put("sallyport.clients.crm.numbers", World.NUMBER);
    all.put("sallyport.numbers.\"" + World.NUMBER + "\".access-token", "file:" + file("token"));
    process = GatewayProcess.start(all, file("output"));
    Scenario.await()
        .ignoreExceptions()
        .until(() -> gateway.manage("/q/health/ready").status() == 200);
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
    twin.close();
    store.stop();
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private int status(String key) {
    String head = "GET " + NUMBER + " HTTP/1.1\nAuthorization: Bearer " + key;
    return Wire.exchange(gateway.port(), head, "".getBytes(UTF_8)).status();
  }

  private String tokenAtMeta() {
    List<ReceivedRequest> all = twin.requests();
    return all.stream()
        .filter(it -> it.path().equals(NUMBER))
        .reduce((first, second) -> second)
        .orElseThrow()
        .headers()
        .get("Authorization");
  }

  private Answer send() {
    return gateway.call(
        gateway
            .to(Gateway.messages(World.NUMBER))
            .setHeader("Authorization", "Bearer " + OLD)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Bodies.utility("16505551234").encode()))
            .build());
  }

  /** Meta's 190 holds back the token it was for, not the one that takes its place. */
  @Test
  void aTokenThatMetaDoesNotTakeIsNamedAndTheNextIsUsedAtOnce() throws IOException {
    twin.fault(Fault.TOKEN_EXPIRED, 1);
    assertThat(send().status()).isEqualTo(401);

    Answer held = send();
    held.assertGraphError(401, 190)
        .contains("sallyport.numbers.\"" + World.NUMBER + "\".access-token", "is tried at")
        .doesNotContain("EAAold", OLD);
    assertThat(held.header("Sallyport-Reason")).isEqualTo("token_refused");
    assertThat(gateway.manage("/q/health").text())
        .contains("the access token of number " + World.NUMBER)
        .doesNotContain("EAAold");

    Files.writeString(file("token"), "EAAnext");
    Scenario.await().atMost(SOON).until(() -> send().status() == 200);
  }

  @Test
  void takeEffectWithoutARestartUnlessTheyAreBroken() throws IOException {
    assertThat(status(OLD)).isEqualTo(200);
    assertThat(tokenAtMeta()).isEqualTo("Bearer EAAold");

    Files.writeString(file("key"), NEXT);
    Files.writeString(file("token"), "EAAnext");
    Scenario.await().atMost(SOON).until(() -> status(NEXT) == 200);
    assertThat(status(OLD)).isEqualTo(401);
    Scenario.await()
        .atMost(SOON)
        .until(() -> status(NEXT) == 200 && tokenAtMeta().equals("Bearer EAAnext"));

    Files.writeString(file("key"), "two words");
    Files.delete(file("token"));
    Scenario.await()
        .atMost(SOON)
        .until(() -> Files.readString(file("output")).contains(".access-token because="));
    assertThat(status(NEXT)).isEqualTo(200);
    assertThat(status("words")).isEqualTo(401);
    assertThat(tokenAtMeta()).isEqualTo("Bearer EAAnext");
    assertThat(Files.readString(file("output"))).doesNotContain(OLD, NEXT, "EAAold", "EAAnext");
  }
}
