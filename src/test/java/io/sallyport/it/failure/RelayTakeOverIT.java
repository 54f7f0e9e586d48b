package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Slow;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways die, Redis goes, CRMs are down for long: nothing is lost, and the order stays. */
@Concurrent
class RelayTakeOverIT {

  @TempDir Path directory;
  private RelayWorld world;

  @BeforeEach
  void start() {
    world = new RelayWorld(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String contact(int i) {
    return "1650555" + (3000 + i);
  }

  @Slow
  @Test
  void whatADyingReplicaWasSendingArrivesInOrder() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Set<String> again = ConcurrentHashMap.newKeySet();
    // Slow enough that some are under way when it dies.
    world.main.answer(
        body -> {
          pause(25);
          return body.hashCode() % 10 == 0 && again.add(body) ? 503 : 200;
        });
    Gateway meta = world.start(Map.of());
    Gateway spare = world.start(Map.of());
    int[] told = new int[8];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        int c = random.nextInt(told.length);
        told[c]++;
        world.tell(
            random.nextBoolean() ? meta : spare,
            RelayWorld.says(contact(c), String.format("take %s %05d.", contact(c), told[c])));
      }
      Thread.sleep(random.nextInt(100));
      Gateway sending = sending(meta) ? meta : spare;
      world.kill(sending);
      if (sending == meta) {
        meta = spare;
      }
      spare = world.start(Map.of());
    }
    world.main.answer(200);

    for (int c = 0; c < told.length; c++) {
      String about = "take " + contact(c);
      int all = told[c];
      Scenario.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(numbers(about)).hasSize(all));
      assertThat(numbers(about)).as("-Dseed=" + seed).isSorted();
    }
    System.out.printf(
        "RelayTakeOverIT: -Dseed=%d: %d letters, taken %d times%n",
        seed, Arrays.stream(told).sum(), world.main.taken("take ").size());
  }

  /** The first arrival of each counts: what was under way when a replica died comes twice. */
  private List<String> numbers(String about) {
    return world.main.taken(about).stream()
        .map(got -> got.text().replaceAll(".*" + about + " (\\d+)\\..*", "$1"))
        .distinct()
        .toList();
  }

  private static boolean sending(Gateway gateway) {
    return gateway.manage("/q/health/ready").text().contains("this replica sends");
  }

  @Test
  void aReplicaThatStopsHandsOverAtOnce() throws Exception {
    Map<String, String> patient =
        Map.of("sallyport.relay.claim-after", "60s", "sallyport.relay.timeout", "5s");
    Gateway first = world.start(patient);
    Scenario.await().until(() -> sending(first));
    Gateway second = world.start(patient);
    assertThat(sending(second)).isFalse();
    // The last one is on its way while it stops.
    CountDownLatch underWay = new CountDownLatch(1);
    world.main.answer(
        body -> {
          if (body.contains("slow")) {
            underWay.countDown();
            pause(1_500);
          }
          return 200;
        });
    world.tell(first, RelayWorld.says(contact(0), "slow"));
    assertThat(underWay.await(1, TimeUnit.MINUTES)).isTrue();

    world.stop(first);
    Instant stopped = Instant.now();
    world.tell(second, RelayWorld.says(contact(0), "next"));

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken("next")).hasSize(1));
    assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(world.main.taken("slow")).as("it was let end").hasSize(1);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTargetThatWasDownForAnHourGetsEverything() {
    world.main.stop();
    Gateway gateway = world.start(Map.of());
    for (int i = 0; i < 50; i++) {
      world.tell(gateway, RelayWorld.says(contact(i % 5), "hour " + (100 + i) + "."));
    }
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(gateway.manage("/q/health/ready").text())
                    .contains("50 waiting, the oldest since"));
    world.stop(gateway);
    world.main.start();

    world.start(Map.of("sallyport.clock.offset", "1h"));

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken("hour ")).hasSize(50));
    for (int c = 0; c < 5; c++) {
      assertThat(
              world.main.taken("\"" + contact(c) + "\"").stream()
                  .map(got -> got.text().replaceAll(".*hour (\\d+)\\..*", "$1")))
          .isSorted();
    }
  }

  @Test
  void whatIsTriedForAWeekIsADeadLetter() {
    world.main.answer(500);
    Gateway gateway = world.start(Map.of());
    world.tell(gateway, RelayWorld.says(contact(0), "week"));
    Scenario.await().untilAsserted(() -> assertThat(world.main.received("week")).isNotEmpty());
    world.stop(gateway);

    Gateway later = world.start(Map.of("sallyport.clock.offset", "7d"));

    Scenario.await()
        .untilAsserted(
            () -> {
              JsonObject dead = later.get("/sallyport/v1/relay/main/dead-letters").json();
              assertThat(dead.getJsonArray("dead_letters")).hasSize(1);
              assertThat(dead.getJsonArray("dead_letters").getJsonObject(0).getString("last_error"))
                  .isEqualTo("HTTP 500");
            });
  }

  @Test
  void metaIsAskedToDeliverAgainWhenTooManyWait() {
    world.main.stop();
    Gateway gateway = world.start(Map.of("sallyport.relay.max-queued", "20"));
    for (int i = 0; i < 20; i++) {
      world.tell(gateway, RelayWorld.says(contact(i), "full " + i + "."));
    }
    String more = Events.delivery(RelayWorld.says(contact(0), "full more.")).encode();
    assertThat(world.deliver(gateway, more).status()).isEqualTo(503);
    assertThat(world.deliver(gateway, more).status()).isEqualTo(503);

    world.main.start();
    Scenario.await()
        .untilAsserted(() -> assertThat(world.deliver(gateway, more).status()).isEqualTo(200));

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken("full ")).hasSize(21));
  }

  @Test
  void metaIsAskedToDeliverAgainWhileRedisIsDown() throws Exception {
    Gateway gateway = world.start(Map.of());
    String payload = Events.delivery(RelayWorld.says(contact(0), "outage")).encode();
    world.store.stop();
    assertThat(world.deliver(gateway, payload).status()).isEqualTo(503);

    world.store.start();
    Scenario.await()
        .untilAsserted(() -> assertThat(world.deliver(gateway, payload).status()).isEqualTo(200));

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken("outage")).hasSize(1));
    assertThat(Files.readString(world.log(gateway))).doesNotContain("16505553000", "outage");
  }

  @Slow
  @Test
  void measuresHowMuchGoesThroughOneTarget() {
    int count = Integer.getInteger("letters", 2_000);
    world.main.stop();
    Gateway gateway = world.start(Map.of());
    List<JsonObject> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(RelayWorld.says("1650555" + (1000 + i % 1000), "many " + i + "."));
    }
    Instant queueing = Instant.now();
    all.parallelStream().forEach(one -> world.tell(gateway, one));
    Duration queued = Duration.between(queueing, Instant.now());
    world.main.start();
    Scenario.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> world.main.taken("many ").size() == count);

    List<Instant> at = world.main.taken("many ").stream().map(Crm.Received::at).sorted().toList();
    Duration took = Duration.between(at.get(0), at.get(count - 1));
    System.out.printf(
        "RelayTakeOverIT: %d letters queued in %s, delivered in %s: %d/s%n",
        count, queued, took, count * 1000L / Math.max(1, took.toMillis()));
    assertThat(world.main.received("many ").stream().map(Crm.Received::text).distinct())
        .hasSize(count);
  }
}
