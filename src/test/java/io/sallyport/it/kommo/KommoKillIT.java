package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Slow;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway is killed (-9) at random moments, and Redis with it in every second round, while
 * managers and customers write, Meta stalls and Kommo answers 429, 5xx, 404 and nothing. Nothing is
 * sent twice; of every hook that was answered with 200 the end is told; the order of each contact
 * is kept both ways. {@code -Dkommo.rounds=20} for a long run.
 */
@Slow
class KommoKillIT {

  private static final int ROUNDS = Integer.getInteger("kommo.rounds", 4);
  private static final int HOOKS = Integer.getInteger("hooks", 500);
  private static final int CONTACTS = 25;

  /** What was in flight is told after a minute or so, and then what waits behind it. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Kommo's ids of the messages whose hooks were answered with 200; their texts. */
  private final Map<String, String> taken = new HashMap<>();

  /** Texts of customers' messages that were answered with 200, in order, by contact. */
  private final Map<String, List<String>> heard = new HashMap<>();

  private KommoWorld world;

  @AfterEach
  void stop() {
    threads.shutdownNow();
    world.close();
  }

  @Test
  void nothingIsSentTwiceEveryEndIsToldAndTheOrderIsKept() {
    world =
        new KommoWorld(
            directory,
            Map.of(
                "sallyport.policy.enforcement.pair_rate",
                "off",
                "sallyport.policy.enforcement.throughput",
                "off"),
            Store.startDurable(World.freePort(), directory));
    System.out.printf("KommoKillIT: -Dseed=%s%n", seed);
    for (int round = 0; round < ROUNDS; round++) {
      round(round);
    }
    world.everybodyAnswers();
    Instant start = Instant.now();
    Awaitility.await("the ends of " + taken.size() + " hooks, -Dseed=" + seed)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(taken.keySet().stream().filter(id -> world.statuses(id).isEmpty()))
                    .as("not told")
                    .isEmpty());
    assertSentOnceAndInOrder();
    assertHeardInOrder();
    System.out.printf(
        "KommoKillIT: %d hooks of %d taken, %d sends, told after %s, %s%n",
        taken.size(),
        ROUNDS * HOOKS,
        world.twin.sends().size(),
        Duration.between(start, Instant.now()),
        ends());
  }

  private void round(int round) {
    List<String> contacts = new ArrayList<>();
    for (int i = 0; i < CONTACTS; i++) {
      contacts.add("1650555" + String.format("%04d", round * CONTACTS + i));
    }
    contacts.forEach(contact -> world.writes(contact, "Hello from " + contact, Instant.now()));
    contacts.forEach(contact -> world.came(contact, "Hello from " + contact));
    disturb();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (String contact : contacts) {
      writers.add(CompletableFuture.runAsync(() -> manager(contact), threads));
      writers.add(CompletableFuture.runAsync(() -> customer(contact), threads));
    }
    if (round % 2 == 1) {
      await(random.nextInt(HOOKS / 2), writers);
      world.store().crash();
      world.store().start();
    }
    await(random.nextInt(HOOKS), writers);
    world.kill();
    world.startGateway();
    CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new)).join();
  }

  /** Until so many more hooks are taken, or nobody writes any more. */
  private void await(int hooks, List<CompletableFuture<Void>> writers) {
    int until = taken() + hooks;
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> taken() >= until || writers.stream().allMatch(CompletableFuture::isDone));
  }

  private void disturb() {
    KommoFault[] faults = {
      KommoFault.RATE_LIMITED,
      KommoFault.SERVER_ERROR_500,
      KommoFault.BAD_GATEWAY_502,
      KommoFault.SERVER_ERROR_503,
      KommoFault.NOT_FOUND,
      KommoFault.RESET,
      KommoFault.STALL
    };
    for (KommoFault fault : faults) {
      world.kommo.fault(KommoFaultOrder.of(fault, "delivery_status", 1 + random.nextInt(5)));
    }
    world.kommo.fault(KommoFaultOrder.of(KommoFault.SERVER_ERROR_503, "new_message", 3));
    world.twin.fault(Fault.STALL, 1 + random.nextInt(3));
  }

  /** One after another, as a person. */
  private void manager(String contact) {
    for (int i = 0; i < HOOKS / CONTACTS; i++) {
      String text = contact + " no " + String.format("%03d", i) + ".";
      JsonObject written =
          KommoWorld.done(
              world.kommo.write(
                  KommoSeed.NORTH, KommoWorld.conversation(contact), JsonObject.of("text", text)));
      if (written.getInteger("hook") == 200) {
        synchronized (taken) {
          taken.put(written.getString("id"), text);
        }
      }
    }
  }

  private void customer(String contact) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String text = "from " + contact + " no " + i + ".";
      try {
        if (world.twin.customerWrites(contact, text, Instant.now()).get(1, TimeUnit.MINUTES)
            == 200) {
          all.add(text);
        }
      } catch (Exception slow) {
        // It is delivered again and again, and comes after all, perhaps.
        break;
      }
    }
    synchronized (heard) {
      heard.put(contact, all);
    }
  }

  private int taken() {
    synchronized (taken) {
      return taken.size();
    }
  }

  private void assertSentOnceAndInOrder() {
    Map<String, List<String>> byContact = new HashMap<>();
    world.twin.sends().stream()
        .map(call -> new JsonObject(call.body().toString()))
        .filter(body -> "text".equals(body.getString("type")))
        .map(body -> body.getJsonObject("text").getString("body"))
        .forEach(
            text ->
                byContact
                    .computeIfAbsent(text.substring(0, 11), contact -> new ArrayList<>())
                    .add(text));
    assertThat(byContact).as("-Dseed=" + seed).isNotEmpty();
    byContact.forEach(
        (contact, texts) ->
            assertThat(texts).as("-Dseed=" + seed).doesNotHaveDuplicates().isSorted());
  }

  private void assertHeardInOrder() {
    heard.forEach(
        (contact, texts) ->
            Awaitility.await("what " + contact + " wrote, -Dseed=" + seed)
                .atMost(PATIENCE)
                .untilAsserted(
                    () ->
                        assertThat(
                                world.messages(contact, "from " + contact + " no").stream()
                                    .map(message -> message.content().getString("text")))
                            .containsSubsequence(texts)
                            .doesNotHaveDuplicates()));
  }

  private Map<String, Integer> ends() {
    Map<String, Integer> ends = new HashMap<>();
    for (String id : taken.keySet()) {
      ChatMessage message = world.kommo.message(id).orElseThrow();
      JsonObject view = message.view();
      ends.merge(view.getString("status") + " " + view.getValue("error_code", ""), 1, Integer::sum);
    }
    return ends;
  }
}
