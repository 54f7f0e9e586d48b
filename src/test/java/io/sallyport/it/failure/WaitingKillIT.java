package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Replicas;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways on one Redis are killed (-9) at random moments while sends are parked and held,
 * contacts write, and a person lets sends go. Each leaves at most once, a contact's in their order,
 * and comes to one end, which is told. {@code -Dkills=20 -Dkill.sends=2000} for a long run.
 */
@Concurrent
@Slow
class WaitingKillIT {

  private static final int CONTACTS = Integer.getInteger("kill.sends", 600) / 3;
  private static final int KILLS = Integer.getInteger("kills", 4);
  private static final int CALLERS = 6;
  private static final String CAREFUL = "careful-careful-careful";
  private static final String OPERATOR = "ann-ann-ann-ann-ann";
  private static final Set<String> ENDS = Set.of("sent", "expired", "unknown");

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Map<String, String> locations = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private RelayWorld world;
  private Replicas replicas;

  @BeforeEach
  void start() {
    world = new RelayWorld(directory);
    replicas =
        new Replicas(
            world,
            Map.of(
                "sallyport.relay.targets.main.events",
                "send.expired",
                "sallyport.clients.crm.key",
                Gateway.CALLER_TOKEN,
                "sallyport.clients.careful.key",
                CAREFUL,
                "sallyport.clients.careful.hold",
                "first_contact",
                "sallyport.operators.ann.key",
                OPERATOR,
                "sallyport.operators.ann.role",
                "operator"));
    world.twin.fault(
        FaultOrder.of(Fault.SLOW, FaultOrder.UNTIL_CLEARED).withDelay(Duration.ofMillis(20)));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    world.close();
  }

  @Test
  void eachLeavesAtMostOnceAndComesToOneEnd() {
    Random random = new Random(seed);
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Random own = new Random(random.nextLong());
      callers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int n = next.getAndIncrement(); n < CONTACTS; n = next.getAndIncrement()) {
                  one(n, own);
                  done.incrementAndGet();
                }
              },
              threads));
    }
    int deaths =
        killMeanwhile(
            random, CompletableFuture.allOf(callers.toArray(new CompletableFuture<?>[0])));

    Map<String, String> states = new TreeMap<>();
    Scenario.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(
            () -> {
              locations.forEach((text, at) -> states.put(text, state(at, random)));
              return ENDS.containsAll(states.values());
            });
    assertEnds(states, "-Dseed=" + seed);
    System.out.printf(
        "WaitingKillIT: -Dseed=%d, %d killed, %s%n",
        seed,
        deaths,
        states.values().stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())));
  }

  private void assertEnds(Map<String, String> states, String as) {
    List<String> left = world.twin.sends().stream().map(send -> send.body().toString()).toList();
    states.forEach(
        (text, state) -> {
          long times = left.stream().filter(body -> body.contains(text)).count();
          assertThat(times).as("%s, %s %s", as, text, state).isLessThanOrEqualTo(1);
          if (!state.equals("unknown")) {
            assertThat(times).as("%s, %s", as, text).isEqualTo(state.equals("sent") ? 1 : 0);
          }
          if (state.equals("expired")) {
            String id = locations.get(text).replaceAll(".*/", "");
            Scenario.await()
                .until(
                    () ->
                        world.main.received(id).stream()
                            .anyMatch(one -> one.text().contains("send.expired")));
          }
        });
    for (int n = 0; n < CONTACTS; n += 3) {
      String contact = contact(n);
      List<String> texts =
          left.stream()
              .filter(body -> body.contains(contact))
              .map(body -> new JsonObject(body).getJsonObject("text").getString("body"))
              .toList();
      assertThat(texts).as("%s, %s", as, contact).isSorted();
    }
  }

  private int killMeanwhile(Random random, CompletableFuture<Void> work) {
    int deaths = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int at = CONTACTS / (KILLS + 1) * kill + random.nextInt(Math.max(1, CONTACTS / KILLS));
      while (done.get() < at && !work.isDone()) {
        KillIT.pause(5);
      }
      deaths += work.isDone() ? 0 : replicas.kill(random);
    }
    work.join();
    assertThat(deaths).as("killed while there was work").isPositive();
    return deaths;
  }

  private static String contact(int n) {
    return String.format("1650556%04d", n);
  }

  /** One contact, for whom something waits. */
  private void one(int n, Random random) {
    String contact = contact(n);
    switch (n % 3) {
      case 0 -> {
        for (int i = 0; i < 3; i++) {
          park(contact, "contact " + contact + " text " + i + ".", "PT1H", random);
        }
        writes(contact, random);
      }
      case 1 -> park(contact, "contact " + contact + " late.", "PT5S", random);
      default -> {
        String order = "order " + contact;
        JsonObject message =
            Bodies.template(contact, "order_update", "en_US", Bodies.body(order, "packed"));
        String at = untilWaiting(CAREFUL, order, message, random, "Accept", "*/*");
        until(
            random,
            gateway -> call(gateway, OPERATOR, at + "/release", new JsonObject()),
            Set.of(200, 409));
      }
    }
  }

  private void park(String contact, String text, String wish, Random random) {
    untilWaiting(
        Gateway.CALLER_TOKEN, text, Bodies.text(contact, text), random, "Sallyport-Park", wish);
  }

  private String untilWaiting(
      String key, String text, JsonObject body, Random random, String... headers) {
    String[] all = {headers[0], headers[1], "Idempotency-Key", "key of " + text};
    Answer answer =
        until(
            random,
            gateway -> call(gateway, key, Gateway.messages(World.NUMBER), body, all),
            Set.of(202));
    locations.put(text, answer.header("Location"));
    return answer.header("Location");
  }

  private void writes(String contact, Random random) {
    byte[] bytes =
        Events.delivery(RelayWorld.says(contact, "I am here."))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    String signature = world.twin.sign(bytes);
    until(random, gateway -> gateway.webhook(bytes, signature), Set.of(200));
  }

  private String state(String location, Random random) {
    Gateway gateway = replicas.any(random);
    var request = gateway.to(location).setHeader("Authorization", "Bearer " + OPERATOR);
    return gateway.call(request.build()).json().getString("state");
  }

  private Answer until(Random random, Function<Gateway, Answer> call, Set<Integer> expected) {
    while (true) {
      try {
        Answer answer = call.apply(replicas.any(random));
        if (expected.contains(answer.status())) {
          return answer;
        }
        assertThat(answer.status()).as(answer.text()).isIn(409, 429, 503);
      } catch (UncheckedIOException broken) {
        // It died.
      }
      KillIT.pause(20 + random.nextInt(30));
    }
  }

  private static Answer call(
      Gateway gateway, String key, String target, JsonObject body, String... headers) {
    var request =
        gateway
            .to(target)
            .setHeader("Authorization", "Bearer " + key)
            .setHeader("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()));
    return gateway.call((headers.length == 0 ? request : request.headers(headers)).build());
  }
}
