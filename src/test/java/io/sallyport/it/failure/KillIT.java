package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Replicas;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways on one Redis are killed (-9) at random moments while Meta delivers and callers send.
 * Every webhook that was answered with 200 reaches every CRM, in order for each contact; no send
 * reaches Meta twice, and what was answered stays. {@code -Drounds=20 -Dwebhooks=5000
 * -Dkill.sends=5000} for a long run.
 */
@Concurrent
@Slow
public class KillIT {

  private static final int ROUNDS = Integer.getInteger("rounds", 1);
  private static final int WEBHOOKS = Integer.getInteger("webhooks", 2_000);
  private static final int SENDS = Integer.getInteger("kill.sends", 2_000);
  private static final int KILLS = Integer.getInteger("kills", 4);
  private static final int CALLERS = 8;
  private static final int METAS = 8;

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private RelayWorld world;
  private Replicas replicas;

  @BeforeEach
  void start() {
    world = new RelayWorld(directory);
    replicas = new Replicas(world, Map.of("sallyport.relay.targets.other.numbers", World.NUMBER));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    world.close();
  }

  @Test
  void nothingIsLostAndNothingIsSentTwice() {
    Random random = new Random(seed);
    for (int run = 0; run < ROUNDS; run++) {
      forgetAll();
      Instant start = Instant.now();
      KilledDeliveries deliveries = new KilledDeliveries(world, replicas, run);
      KilledSends sends = new KilledSends(replicas, run);
      int deaths = killWhile(deliveries, sends, random);

      String as = "-Dseed=" + seed + ", run " + run;
      deliveries.assertAllInOrder(world.main, as);
      deliveries.assertAllInOrder(world.other, as);
      sends.assertAtMostOnce(world.twin.sends(), SENDS, deaths * CALLERS, as);
      System.out.printf(
          "KillIT: %s, %d killed, %s%n  %d webhooks, %s, main %s, other %s%n  %d sends, %s%n",
          as,
          deaths,
          Duration.between(start, Instant.now()),
          WEBHOOKS,
          deliveries,
          deliveries.arrivals(world.main),
          deliveries.arrivals(world.other),
          SENDS,
          sends);
    }
  }

  private void forgetAll() {
    world.twin.reset();
    // Some are always under way.
    world.twin.fault(
        FaultOrder.of(Fault.SLOW, FaultOrder.UNTIL_CLEARED).withDelay(Duration.ofMillis(10)));
    for (Crm crm : List.of(world.main, world.other)) {
      Set<String> again = ConcurrentHashMap.newKeySet();
      crm.forget();
      crm.answer(body -> body.hashCode() % 20 == 0 && again.add(body) ? 503 : 200);
    }
    Events.openWindows(replicas.any(new Random(seed)), World.NUMBER, KilledSends.CONTACTS);
  }

  /** Returns how many gateways died. */
  private int killWhile(KilledDeliveries deliveries, KilledSends sends, Random random) {
    AtomicInteger delivered = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < METAS; i++) {
      int caller = i;
      all.add(
          begin(delivered, WEBHOOKS, random, (n, own) -> deliveries.deliver(caller, METAS, own)));
    }
    for (int i = 0; i < CALLERS; i++) {
      all.add(begin(sent, SENDS, random, sends::send));
    }
    CompletableFuture<Void> work =
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    int deaths = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int at = (WEBHOOKS + SENDS) / (KILLS + 1) * kill + random.nextInt(SENDS / KILLS);
      while (delivered.get() + sent.get() < at && !work.isDone()) {
        pause(5);
      }
      deaths += work.isDone() ? 0 : replicas.kill(random);
    }
    work.join();
    assertThat(deaths).as("killed while there was work").isPositive();
    return deaths;
  }

  private interface Work {
    void one(int i, Random random);
  }

  /** One caller's share of so many. */
  private CompletableFuture<Void> begin(AtomicInteger done, int many, Random random, Work work) {
    Random own = new Random(random.nextLong());
    return CompletableFuture.runAsync(
        () -> {
          for (int i = done.getAndIncrement(); i < many; i = done.getAndIncrement()) {
            work.one(i, own);
          }
        },
        threads);
  }

  public static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
