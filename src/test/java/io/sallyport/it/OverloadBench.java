package io.sallyport.it;

import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Load;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a number's throughput does to callers who offer half of it, and twice as much. No test: it
 * prints what it measures, of the packaged gateway with a heap of 256 MB, on a machine that does
 * nothing else. Latency counts from when a request was due.
 *
 * <p>{@code ./mvnw verify -Dit.test=OverloadBench -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class OverloadBench {

  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int WARM_UP = Integer.getInteger("warmup", 30);
  private static final int THROUGHPUT = 300;
  private static final int CALLERS = 128;
  private static final int CONTACTS = 900;

  @TempDir Path directory;
  private Gateway gateway;

  @Test
  void measure() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpServer meta = Load.startMeta(vertx);
    Store store = Store.start(World.freePort());
    Map<String, String> all = World.configuration(store, "http://localhost:" + meta.actualPort());
    all.put("quarkus.log.level", "WARN");
    all.put("sallyport.policy.store-timeout", "500ms");
    all.put("sallyport.numbers.\"" + World.NUMBER + "\".throughput", "" + THROUGHPUT);
    all.put("sallyport.policy.enforcement.\"pair_rate\"", "off");
    gateway = new Gateway(World.freePort(), World.freePort());
    Process process = GatewayProcess.startToMeasure(gateway, all, directory.resolve("output"));
    try {
      Events.openWindows(gateway, World.NUMBER, CONTACTS);
      run("cold", THROUGHPUT / 2, 2);
      run("warm-up", THROUGHPUT, WARM_UP);
      System.out.printf("resident: %s%n", resident(process));
      long half = run("half", THROUGHPUT / 2, SECONDS);
      System.out.printf("resident: %s%n", resident(process));
      long twice = run("twice", THROUGHPUT * 2, SECONDS);
      System.out.printf("resident: %s%n", resident(process));
      System.out.printf("p99 admitted, twice against half: %.2f%n", (double) twice / half);
    } finally {
      process.destroyForcibly().waitFor();
      store.stop();
      vertx.close();
    }
  }

  /** The 99th percentile of what was admitted, ns. */
  private long run(String name, int perSecond, int seconds) {
    List<Load.Call> calls =
        Load.offer(
            CALLERS,
            perSecond,
            perSecond * seconds,
            i ->
                new Load.Request(
                    gateway.port(),
                    Gateway.messages(World.NUMBER),
                    Bodies.text(Events.contact(i % CONTACTS)).encode()));
    Map<Integer, List<Long>> byStatus =
        calls.stream()
            .collect(
                Collectors.groupingBy(
                    Load.Call::status,
                    TreeMap::new,
                    Collectors.mapping(Load.Call::latency, Collectors.toList())));
    byStatus.forEach(
        (status, all) ->
            System.out.printf(
                "%-8s %4d/s  %d: %6d  p50 %6.1f ms  p99 %6.1f ms  max %6.1f ms%n",
                name,
                perSecond,
                status,
                all.size(),
                percentile(all, 50) / 1e6,
                percentile(all, 99) / 1e6,
                percentile(all, 100) / 1e6));
    return percentile(byStatus.getOrDefault(200, List.of(0L)), 99);
  }

  private static long percentile(List<Long> all, int percent) {
    List<Long> sorted = all.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  private static String resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("?");
  }
}
