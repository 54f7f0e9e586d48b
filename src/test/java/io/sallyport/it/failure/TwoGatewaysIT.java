package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Load;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two gateways that share a Redis never let more through than a number may send: over any interval
 * at most its rate times the interval, and one burst. {@code -Dadmissions=100000} for a long run.
 */
@Slow
@Isolated("It offers as much as two cores carry.")
class TwoGatewaysIT {

  private static final int ADMISSIONS = Integer.getInteger("admissions", 10_000);
  private static final int PER_SECOND = 250;
  private static final List<String> NUMBERS = List.of(World.NUMBER, World.QUIET_NUMBER);
  private static final int CONTACTS = 900;
  private static final int CALLERS = 64;

  /** How long more than its limit is offered to a number that has refused nothing yet. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private Store store;

  @BeforeEach
  void startAll() throws Exception {
    HttpServer meta = Load.startMeta(vertx);
    store = Store.start(World.freePort());
    for (int i = 0; i < 2; i++) {
      Map<String, String> all = World.configuration(store, "http://localhost:" + meta.actualPort());
      for (String number : NUMBERS) {
        all.put("sallyport.numbers.\"" + number + "\".throughput", "" + PER_SECOND);
      }
      all.put("sallyport.policy.enforcement.\"pair_rate\"", "off");
      Gateway gateway = new Gateway(World.freePort(), World.freePort());
      processes.add(GatewayProcess.start(gateway, all, directory.resolve("output" + i)));
      gateways.add(gateway);
    }
    for (String number : NUMBERS) {
      Events.openWindows(gateways.get(0), number, CONTACTS);
    }
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    store.stop();
    vertx.close();
  }

  @Test
  void neverLetMoreThroughThanANumberMaySend() {
    List<Load.Call> all =
        Load.offer(
            CALLERS, 3 * PER_SECOND, ADMISSIONS * 3 / 2, i -> request(NUMBERS.get(i % 2), i));

    for (int n = 0; n < NUMBERS.size(); n++) {
      int number = n;
      List<Load.Call> calls =
          untilOneIsRefused(
              NUMBERS.get(n), all.stream().filter(call -> call.index() % 2 == number).toList());
      List<Load.Call> admitted =
          calls.stream()
              .filter(call -> call.status() == 200)
              .sorted(Comparator.comparingLong(Load.Call::ended))
              .toList();
      System.out.printf(
          "TwoGatewaysIT: %d of %d admitted of number %d%n", admitted.size(), calls.size(), n);
      assertThat(admitted.size()).isGreaterThan(ADMISSIONS / 4);
      assertThat(mostOver(admitted)).isLessThanOrEqualTo(0);
      assertThat(calls)
          .as("A refusal; were more than %d offered a second?", PER_SECOND)
          .anyMatch(TwoGatewaysIT::isRefused);
    }
  }

  /**
   * A slow machine may not carry more than both numbers may send: then everything it carries goes
   * to one of them.
   */
  private List<Load.Call> untilOneIsRefused(String number, List<Load.Call> calls) {
    if (calls.stream().anyMatch(TwoGatewaysIT::isRefused)) {
      return calls;
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Load.Call> more =
        Load.offerUntil(
            call -> isRefused(call) || call.ended() > deadline,
            CALLERS,
            4 * PER_SECOND,
            i -> request(number, i));
    return Stream.concat(calls.stream(), more.stream()).toList();
  }

  private static boolean isRefused(Load.Call call) {
    return call.status() == 429;
  }

  /** Callers stay with their gateway; both numbers use both. */
  private Load.Request request(String number, int i) {
    return new Load.Request(
        gateways.get(Thread.currentThread().hashCode() & 1).port(),
        Gateway.messages(number),
        Bodies.text(Events.contact(i % CONTACTS)).encode());
  }

  /**
   * How much more than allowed was admitted over the worst interval. Each was admitted between its
   * beginning and its end, so those that began and ended within an interval were admitted in it.
   *
   * @param admitted by their ends
   */
  private static long mostOver(List<Load.Call> admitted) {
    long worst = Long.MIN_VALUE;
    for (Load.Call first : admitted) {
      int within = 0;
      for (Load.Call last : admitted) {
        if (last.ended() - first.began() > 20_000_000_000L) {
          break;
        }
        if (last.began() >= first.began()) {
          within++;
          double seconds = (last.ended() - first.began()) / 1e9;
          worst = Math.max(worst, within - (long) Math.ceil(PER_SECOND * seconds) - PER_SECOND);
        }
      }
    }
    return worst;
  }
}
