package io.sallyport.redis.queue;

import static io.sallyport.relay.Letters.letter;
import static io.sallyport.relay.Letters.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Subjects;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Targets that nobody looks at while nothing waits for them. */
class OccasionalOnRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofSeconds(11);

  private final VirtualTime time = new VirtualTime();
  private final String number = "number" + UUID.randomUUID();
  private final String target = "rare" + UUID.randomUUID();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<RelayEvent> events = new CopyOnWriteArrayList<>();
  private volatile Attempt end = Attempt.delivered();
  private final RelaySettings settings =
      new RelaySettings(
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofMillis(400),
          Duration.ofMillis(200));
  private final RelayStore store = store();
  private final Relay relay = replica(store);

  private RelayStore store() {
    return new RedisRelay(
        new Scripts(REDIS.client()),
        new Clock(time::offset),
        PATIENCE,
        100,
        settings.maxAge(),
        settings.claimAfter());
  }

  private Relay replica(RelayStore of) {
    Occasional rare =
        new Occasional() {
          @Override
          public boolean has(String name) {
            return name.equals(target);
          }

          @Override
          public List<String> wanting(Set<String> numbers) {
            return numbers.contains(number) ? List.of(target) : List.of();
          }
        };
    return new Relay(rare, of, this::post, settings, () -> 0, events::add);
  }

  private Uni<Attempt> post(String to, Letter letter) {
    if (end.kind() == Attempt.Kind.DELIVERED) {
      taken.add(new String(letter.body(), StandardCharsets.UTF_8));
    }
    return Uni.createFrom().item(end);
  }

  private void queue(String text) {
    relay
        .queue(letter(text), new Subjects(Set.of(number), Set.of(), of("16505551234")))
        .await()
        .atMost(PATIENCE);
  }

  private Map<String, Long> awake() {
    return relay.awake().await().atMost(PATIENCE);
  }

  /** A round of a replica's. */
  private static void look(Relay by, Map<String, Long> awake) {
    awake.forEach((name, noted) -> by.look(name, noted).await().atMost(PATIENCE));
  }

  private void until(Relay by, org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              look(by, awake());
              assertion.run();
            });
  }

  @Test
  void whatIsQueuedArrivesAndThenNobodyLooks() {
    assertThat(relay.senders()).isEmpty();
    queue("one");

    until(relay, () -> assertThat(taken).containsExactly("one"));
    assertThat(awake()).containsKey(target);
    time.travel(LATER);
    until(relay, () -> assertThat(awake()).doesNotContainKey(target));

    queue("two");
    until(relay, () -> assertThat(taken).containsExactly("one", "two"));
    assertThat(events).filteredOn(RelayEvent.Begun.class::isInstance).hasSize(1);
  }

  @Test
  void itIsLookedAtWhileSomethingWaits() {
    end = Attempt.answered(503);
    queue("one");
    time.travel(LATER);

    look(relay, awake());

    assertThat(awake()).containsKey(target);
  }

  @Test
  void whoeverIsWokenAfterItWasLookedUpStaysAwake() {
    store.wake(target).await().atMost(PATIENCE);
    long before = awake().get(target);
    time.travel(LATER);
    store.wake(target).await().atMost(PATIENCE);

    store.rest(target, before).await().atMost(PATIENCE);
    assertThat(awake()).containsKey(target);
    store.rest(target, awake().get(target)).await().atMost(PATIENCE);
    assertThat(awake()).doesNotContainKey(target);
  }

  @Test
  void whatADeadReplicaHasQueuedIsFoundByAnother() {
    end = Attempt.later(Duration.ofMillis(1), "waits");
    queue("one");
    end = Attempt.delivered();
    time.travel(Duration.ofSeconds(1));
    Relay other = replica(store());

    until(other, () -> assertThat(taken).containsExactly("one"));
  }
}
