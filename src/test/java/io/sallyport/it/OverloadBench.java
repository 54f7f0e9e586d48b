package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a number's throughput does to callers who offer half of it, and twice as much. No test: it
 * prints what it measures. {@code ./mvnw verify -Dit.test=OverloadBench -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false}
 *
 * <p>Requests are due at fixed times, whatever became of those before; latency counts from then.
 */
class OverloadBench {

  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int WARM_UP = Integer.getInteger("warmup", 30);
  private static final int THROUGHPUT = 300;
  private static final int CALLERS = 128;
  private static final int CONTACTS = 900;

  @TempDir Path directory;

  /** Latencies, us, by status. */
  private record Phase(String name, Map<Integer, List<Long>> byStatus) {}

  @Test
  void measure() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpServer meta = startMeta(vertx);
    Store store = Store.start(World.freePort());
    Gateway gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, "http://localhost:" + meta.actualPort());
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    all.put("quarkus.log.level", "WARN");
    all.put("sallyport.numbers.\"" + World.NUMBER + "\".throughput", "" + THROUGHPUT);
    all.put("sallyport.policy.enforcement.\"pair_rate\"", "off");
    Process process = GatewayProcess.start(all, directory.resolve("output"));
    try {
      Scenario.await()
          .ignoreExceptions()
          .until(() -> gateway.manage("/q/health/ready").status() == 200);
      openWindows(gateway);
      print(run("cold", gateway, THROUGHPUT / 2, 2));
      run("warm-up", gateway, THROUGHPUT, WARM_UP);
      System.out.printf("resident: %s%n", resident(process));
      Phase half = run("half", gateway, THROUGHPUT / 2, SECONDS);
      print(half);
      System.out.printf("resident: %s%n", resident(process));
      Phase twice = run("twice", gateway, THROUGHPUT * 2, SECONDS);
      print(twice);
      System.out.printf("resident: %s%n", resident(process));
      System.out.printf(
          "p99 of what is admitted, twice against half: %.2f%n",
          (double) percentile(twice.byStatus().get(200), 99)
              / percentile(half.byStatus().get(200), 99));
    } finally {
      process.destroyForcibly().waitFor();
      store.stop();
      vertx.close();
    }
  }

  private static HttpServer startMeta(Vertx vertx) {
    AtomicInteger ids = new AtomicInteger();
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body ->
                            request
                                .response()
                                .putHeader("Content-Type", "application/json")
                                .end(accepted(ids.incrementAndGet()))))
        .listen(0)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static String accepted(int id) {
    return "{\"messaging_product\":\"whatsapp\",\"contacts\":[],\"messages\":[{\"id\":\"wamid."
        + id
        + "\"}]}";
  }

  private static String contact(int i) {
    return String.format("1650555%04d", i);
  }

  private static void openWindows(Gateway gateway) {
    JsonArray messages = new JsonArray();
    for (int i = 0; i < CONTACTS; i++) {
      messages.add(Events.message(JsonObject.of("from", contact(i)), "text", Instant.now()));
    }
    JsonObject value = Events.of(World.NUMBER).put("messages", messages);
    byte[] body =
        Events.delivery(Events.change("messages", value)).encode().getBytes(StandardCharsets.UTF_8);
    try (Twin twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET))) {
      assertThat(gateway.webhook(body, twin.sign(body)).status()).isEqualTo(200);
    }
  }

  private static Phase run(String name, Gateway gateway, int perSecond, int seconds)
      throws InterruptedException {
    Map<Integer, List<Long>> byStatus = new TreeMap<>();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      callers.execute(() -> call(gateway, perSecond, perSecond * seconds, start, next, byStatus));
    }
    callers.shutdown();
    callers.awaitTermination(seconds + 60L, TimeUnit.SECONDS);
    return new Phase(name + ", " + perSecond + "/s", byStatus);
  }

  private static void call(
      Gateway gateway,
      int perSecond,
      int requests,
      long start,
      AtomicInteger next,
      Map<Integer, List<Long>> byStatus) {
    Map<Integer, List<Long>> mine = new TreeMap<>();
    try (Socket socket = new Socket("localhost", gateway.port())) {
      socket.setTcpNoDelay(true);
      for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
        long due = start + i * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        socket.getOutputStream().write(request(i));
        int status = status(socket.getInputStream());
        mine.computeIfAbsent(status, any -> new ArrayList<>())
            .add((System.nanoTime() - due) / 1000);
      }
    } catch (IOException broken) {
      mine.computeIfAbsent(-1, any -> new ArrayList<>()).add(0L);
    }
    synchronized (byStatus) {
      mine.forEach(
          (status, all) -> byStatus.computeIfAbsent(status, any -> new ArrayList<>()).addAll(all));
    }
  }

  private static byte[] request(int i) {
    String body = Bodies.text(contact(i % CONTACTS)).encode();
    return ("POST "
            + Gateway.messages(World.NUMBER)
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads one answer, whose length is told. */
  private static int status(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ") + 16;
    in.readNBytes(Integer.parseInt(lower.substring(at, lower.indexOf("\r", at)).strip()));
    return Integer.parseInt(head.substring(9, 12));
  }

  private static void print(Phase phase) {
    phase
        .byStatus()
        .forEach(
            (status, all) ->
                System.out.printf(
                    "%-14s %d: %6d  p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms%n",
                    phase.name(),
                    status,
                    all.size(),
                    percentile(all, 50) / 1000.0,
                    percentile(all, 99) / 1000.0,
                    percentile(all, 100) / 1000.0));
  }

  private static long percentile(List<Long> all, int percent) {
    List<Long> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  private static String resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("?");
  }
}
