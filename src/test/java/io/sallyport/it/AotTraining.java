package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the AOT cache of the packaged gateway, {@code target/quarkus-app/app.aot}. No test: {@code
 * ./mvnw verify -Daot} runs it, and nothing else, on JDK 25 or newer.
 *
 * <p>The gateway is started as an image starts it, records what it does while {@link AotTraffic}
 * plays what a pod gets, and is stopped as a pod is. Then it has to start with the cache. {@code
 * -Daot.java=...} is the JVM that will run it, to the very build, if that is another; {@code
 * -Dseconds=...} how long the traffic lasts.
 */
class AotTraining {

  private static final int SECONDS = Integer.getInteger("seconds", 15);
  private static final String CACHE = "-XX:AOTCache=app.aot";

  /** A heap as in a pod, whatever this machine has. */
  private static final String MEMORY = "-XX:MaxRAM=768m";

  private final Path app = Path.of(System.getProperty("sallyport.target"), "quarkus-app");
  private final Path options = app.resolve("jvm.options");
  private final Gateway gateway = new Gateway(World.freePort(), World.freePort());

  @TempDir private Path directory;
  private Store store;
  private Twin twin;
  private Crm crm;

  @BeforeEach
  void startAll() {
    store = Store.start(World.freePort());
    twin =
        Twin.start(
            TwinSeed.options()
                .withAppSecret(World.APP_SECRET)
                .withWebhookUrl("http://localhost:" + gateway.port() + Gateway.WEBHOOKS));
    crm = new Crm();
  }

  @AfterEach
  void stopAll() {
    crm.close();
    twin.close();
    store.stop();
  }

  @Test
  void makesTheCache() throws Exception {
    // Those of an earlier training name its cache.
    Files.copy(Path.of("deploy/jvm.options"), options, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(app.resolve("app.aot"));
    long without = readyMillis(List.of());

    Process recorded = start(List.of(MEMORY, "-XX:AOTCacheOutput=app.aot"));
    awaitReady(recorded);
    int sends = AotTraffic.play(gateway, twin, SECONDS);
    stop(recorded);

    assertThat(app.resolve("app.aot")).isNotEmptyFile();
    Files.writeString(options, "\n" + CACHE + "\n", StandardOpenOption.APPEND);
    // Not "auto", which starts without a cache that does not fit.
    long with = readyMillis(List.of("-XX:AOTMode=on"));
    System.out.printf(
        "app.aot: %d MiB after %d sends; ready after %d ms, without it %d ms%n",
        Files.size(app.resolve("app.aot")) >> 20, sends, with, without);
  }

  private long readyMillis(List<String> more) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = start(more);
    awaitReady(process);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    process.destroyForcibly().waitFor();
    return millis;
  }

  private Process start(List<String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("aot.java", System.getProperty("java.home") + "/bin/java"));
    command.add("@jvm.options");
    command.addAll(more);
    command.addAll(List.of("-jar", "quarkus-run.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(environment());
    return builder.start();
  }

  /** As in production: the profile, and a relay target. The rate is above what is sent. */
  private Map<String, String> environment() {
    String number = "SALLYPORT_NUMBERS__" + World.NUMBER + "__";
    return Map.of(
        "QUARKUS_HTTP_PORT",
        Integer.toString(gateway.port()),
        "QUARKUS_MANAGEMENT_PORT",
        Integer.toString(gateway.managementPort()),
        "QUARKUS_REDIS_HOSTS",
        store.url(),
        "SALLYPORT_GRAPH_URL",
        twin.url(),
        "SALLYPORT_WEBHOOK_APP_SECRET",
        World.APP_SECRET,
        "SALLYPORT_WEBHOOK_VERIFY_TOKEN",
        World.VERIFY_TOKEN,
        "SALLYPORT_RELAY_TARGETS__CRM__URL",
        crm.url(),
        number + "WABA_ID",
        World.WABA,
        number + "ACCESS_TOKEN",
        World.GATEWAY_TOKEN,
        number + "THROUGHPUT",
        "1000000");
  }

  private Path log() {
    return directory.resolve("output");
  }

  private void awaitReady(Process process) {
    Scenario.await()
        .ignoreExceptionsMatching(e -> process.isAlive())
        .until(
            () -> {
              assertThat(process.isAlive()).as(() -> lastLines()).isTrue();
              return gateway.manage("/q/health/ready").status() == 200;
            });
  }

  /** SIGTERM, at which it writes the cache. */
  private void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(() -> lastLines()).isTrue();
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
