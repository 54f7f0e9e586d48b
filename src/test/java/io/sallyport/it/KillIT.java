package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Fault;
import io.sallyport.twin.FaultOrder;
import io.sallyport.twin.ReceivedRequest;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed (-9) somewhere between any two steps of many sends. Meta sees each at most
 * once, however often the caller repeats it by its Idempotency-Key, and what was answered stays.
 */
class KillIT {

  private static final int ROUNDS = Integer.getInteger("rounds", 4);
  private static final int SENDS = 60;

  @TempDir Path directory;
  private Store store;
  private Twin twin;
  private Gateway gateway;
  private Process process;

  /** Key and text, by the text. */
  private final Map<String, CompletableFuture<Answer>> sends = new LinkedHashMap<>();

  @BeforeEach
  void startAll() throws IOException {
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    start();
    List<String> contacts = new ArrayList<>();
    for (int i = 0; i < SENDS; i++) {
      contacts.add(contact(i));
    }
    for (String contact : contacts) {
      byte[] wrote =
          Events.delivery(Events.inbound(contact, Instant.now()))
              .encode()
              .getBytes(StandardCharsets.UTF_8);
      assertThat(gateway.webhook(wrote, twin.sign(wrote)).status()).isEqualTo(200);
    }
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    process.destroyForcibly().waitFor();
    twin.close();
    store.stop();
  }

  private static String contact(int i) {
    return String.format("1650555%04d", 2000 + i);
  }

  private void start() throws IOException {
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> configuration = World.configuration(store, twin.url());
    configuration.put("sallyport.numbers.\"" + World.NUMBER + "\".throughput", "1000");
    process = GatewayProcess.start(gateway, configuration, directory.resolve("output"));
  }

  @Test
  void whateverWasUnderWayIsSentAtMostOnce() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Map<String, Integer> outcomes = new TreeMap<>();

    for (int round = 0; round < ROUNDS; round++) {
      sends.clear();
      twin.fault(FaultOrder.of(Fault.SLOW, SENDS / 2).withDelay(Duration.ofMillis(150)));
      for (int i = 0; i < SENDS; i++) {
        String text = "round " + round + " send " + i + ".";
        sends.put(text, gateway.sendLaterWithKey("key " + text, Bodies.text(contact(i), text)));
      }
      Thread.sleep(random.nextInt(500));
      process.destroyForcibly().waitFor();
      twin.clearFaults();
      start();
      for (Map.Entry<String, CompletableFuture<Answer>> send : sends.entrySet()) {
        repeat(send.getKey(), answered(send.getValue()), outcomes, "-Dseed=" + seed);
      }
    }

    System.out.printf("KillIT: -Dseed=%d: %s%n", seed, outcomes);
  }

  /** Null when the connection broke. */
  private static Answer answered(CompletableFuture<Answer> call) {
    return call.handle((answer, broken) -> answer).join();
  }

  private void repeat(String text, Answer first, Map<String, Integer> outcomes, String as) {
    int i = Integer.parseInt(text.replaceAll(".*send (\\d+)\\.", "$1"));

    Answer again = gateway.sendWithKey("key " + text, Bodies.text(contact(i), text));

    String decision = again.header("Sallyport-Decision");
    outcomes.merge((first == null ? "broken" : first.status()) + " " + decision, 1, Integer::sum);
    long reached = twin.sends().stream().filter(send -> says(send, text)).count();
    assertThat(reached).as("%s, %s", as, text).isLessThanOrEqualTo(1);
    if (first != null && first.status() == 200) {
      assertThat(decision).as("%s, %s", as, text).isEqualTo("replayed");
      assertThat(again.body()).isEqualTo(first.body());
    }
    if (again.status() == 200) {
      assertThat(reached).as("%s, %s", as, text).isEqualTo(1);
    } else {
      // Perhaps it was handed to Meta: until its minute is over it may still be under way.
      assertThat(again.header("Sallyport-Reason")).as("%s, %s", as, text).isEqualTo("in_flight");
    }
  }

  private static boolean says(ReceivedRequest send, String text) {
    return send.body().toString().contains(text);
  }
}
