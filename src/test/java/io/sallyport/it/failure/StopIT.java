package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that is told to stop (SIGTERM): it is not ready from then on and still serves for a
 * while, begins nothing of its own, and ends what is under way.
 */
@Concurrent
class StopIT {

  /** The status of a call that found nobody. */
  private static final int REFUSED = 0;

  private static final String CONTACT = Events.contact(1);

  /** Written to so often that they have to wait: no other test sends to them. */
  private static final String FULL = Events.contact(48);

  private static final String FULL_TOO = Events.contact(49);

  private static final Map<String, String> PATIENT =
      Map.of(
          "quarkus.shutdown.delay",
          "3s",
          "sallyport.relay.claim-after",
          "60s",
          "sallyport.relay.timeout",
          "8s");

  @TempDir static Path directory;
  private static RelayWorld world;

  /** What a test has left running, and the next begins with. */
  private static Gateway left;

  private Gateway gateway;
  private Instant signalled;
  private Process process;

  @BeforeAll
  static void startWhatStays() {
    world = new RelayWorld(directory);
  }

  @AfterAll
  static void stopAll() {
    world.close();
  }

  @BeforeEach
  void start() {
    world.twin.reset();
    world.main.forget();
    world.main.answer(200);
    gateway = left == null ? world.start(PATIENT) : left;
    left = null;
    Events.openWindows(gateway, World.NUMBER, 50);
    Scenario.await().until(() -> isSending(gateway));
    // All that is loaded at the first send is.
    gateway.send(Bodies.text(Events.contact(2))).assertForwarded();
  }

  @AfterEach
  void endWhatIsNotLeft() {
    if (left == null) {
      world.killAll();
    }
  }

  private void signal() {
    process = world.signal(gateway);
    signalled = Instant.now();
  }

  private void assertEnded(Duration within) {
    int exit = process.onExit().join().exitValue();
    assertThat(exit).isIn(0, 143);
    assertThat(Duration.between(signalled, Instant.now())).isLessThan(within);
  }

  private static boolean isSending(Gateway gateway) {
    return gateway.manage("/q/health/ready").text().contains("this replica sends");
  }

  @Test
  void isNotReadyBeforeItStopsListening() {
    List<Integer> ready = new ArrayList<>();
    List<Integer> sends = new ArrayList<>();

    signal();
    for (int i = 3; process.isAlive(); i++) {
      ready.add(status(() -> gateway.manage("/q/health/ready")));
      String contact = Events.contact(3 + i % 40);
      sends.add(status(() -> gateway.send(Bodies.text(contact))));
      KillIT.pause(20);
    }

    assertEnded(Duration.ofSeconds(10));
    int not = ready.indexOf(503);
    assertThat(ready.subList(not, ready.size())).doesNotContain(200);
    // Whole answers, and then nobody listens; between them a connection may be closed under one.
    assertThat(sends).containsOnly(200, REFUSED);
    assertThat(not).as("not ready, and served on").isBetween(0, sends.lastIndexOf(200) - 10);
    assertThat(sends.lastIndexOf(200)).isLessThan(sends.indexOf(REFUSED));
    int served = (int) sends.stream().filter(status -> status == 200).count();
    // Also the one under which the connection may have been closed.
    assertThat(world.twin.sends()).hasSizeBetween(1 + served, 2 + served);
  }

  private interface Call {
    Answer answer();
  }

  private static int status(Call call) {
    try {
      return call.answer().status();
    } catch (UncheckedIOException refused) {
      return REFUSED;
    }
  }

  @Test
  void aSendThatIsUnderWayEndsWithItsAnswer() {
    world.twin.fault(FaultOrder.of(Fault.SLOW, 2).withDelay(Duration.ofSeconds(6)));
    CompletableFuture<Answer> plain = gateway.sendLater(Bodies.text(CONTACT));
    CompletableFuture<Answer> keyed =
        gateway.sendLaterWithKey("a key", Bodies.text(Events.contact(3)));
    Scenario.await().until(() -> world.twin.sends().size() == 3);

    signal();

    plain.join().assertForwarded();
    String wamid = keyed.join().assertForwarded().wamid();
    assertEnded(Duration.ofSeconds(12));
    Gateway next = world.start(PATIENT);
    Answer again = next.sendWithKey("a key", Bodies.text(Events.contact(3)));
    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(again.wamid()).isEqualTo(wamid);
    left = next;
  }

  @Test
  void aDeliveryThatIsUnderWayEndsAndTheNextIsAnothers() throws InterruptedException {
    Gateway second = world.start(PATIENT);
    CountDownLatch underWay = new CountDownLatch(1);
    world.main.answer(
        body -> {
          if (body.contains("slow")) {
            underWay.countDown();
            KillIT.pause(5_000);
          }
          return 200;
        });
    world.tell(gateway, RelayWorld.says(CONTACT, "slow one"));
    assertThat(underWay.await(1, TimeUnit.MINUTES)).isTrue();

    signal();
    Scenario.await().until(() -> gateway.manage("/q/health/ready").status() == 503);
    world.tell(gateway, RelayWorld.says(CONTACT, "next of it"));
    world.tell(gateway, RelayWorld.says(Events.contact(3), "next of another"));

    assertThat(world.main.received("next")).as("begun after the signal").isEmpty();
    assertEnded(Duration.ofSeconds(12));
    Scenario.await().untilAsserted(() -> assertThat(world.main.taken("next")).hasSize(2));
    assertThat(isSending(second)).isTrue();
    assertThat(world.main.received("slow one")).hasSize(1);
    assertThat(world.main.received("slow one").get(0).at())
        .isBefore(world.main.taken("next").get(0).at());
    left = second;
  }

  @Test
  void aSecondReplicaTakesOverAtOnce() {
    Gateway second = world.start(PATIENT);

    signal();
    world.tell(second, RelayWorld.says(CONTACT, "handed over"));

    Scenario.await()
        .atMost(Duration.ofMillis(2_800))
        .untilAsserted(() -> assertThat(world.main.taken("handed over")).hasSize(1));
    assertThat(process.isAlive()).as("before it has ended").isTrue();
    assertEnded(Duration.ofSeconds(10));
    left = second;
  }

  @Test
  void aDeferredSendThatIsClaimedEndsAndTheNextIsAnothers() {
    withAFullPairRate(FULL);
    int before = world.twin.sends().size();
    world.twin.fault(FaultOrder.of(Fault.SLOW, 1).withDelay(Duration.ofSeconds(12)));
    String claimed = deferred(FULL, "claimed");
    Scenario.await().until(() -> world.twin.sends().size() == before + 1);
    withAFullPairRate(FULL_TOO);
    int sent = world.twin.sends().size();
    String waits = deferred(FULL_TOO, "waits");

    signal();

    assertEnded(Duration.ofSeconds(20));
    assertThat(world.twin.sends()).as("claimed anew").hasSize(sent);
    Gateway next = world.start(PATIENT);
    assertThat(state(next, claimed)).isEqualTo("sent");
    Scenario.await().until(() -> state(next, waits).equals("sent"));
    assertThat(world.twin.sends()).hasSize(sent + 1);
    left = next;
  }

  /** The next slot is some seconds away, also if the machine was busy with other things. */
  private void withAFullPairRate(String contact) {
    Answer answer = gateway.send(Bodies.text(contact));
    while (answer.status() == 200 || Integer.parseInt(answer.header("Retry-After")) < 4) {
      answer = gateway.send(Bodies.text(contact));
    }
    answer.assertRefused(400, 131056, "pair_rate");
  }

  private String deferred(String contact, String text) {
    Answer answer = gateway.sendAsync(World.NUMBER, Bodies.text(contact, text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.header("Location");
  }

  private static String state(Gateway gateway, String location) {
    JsonObject state = gateway.get(location).json();
    return state.getString("state");
  }
}
