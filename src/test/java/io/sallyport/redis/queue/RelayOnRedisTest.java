package io.sallyport.redis.queue;

import static io.sallyport.relay.Letters.letter;
import static io.sallyport.relay.Letters.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Post;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Sender;
import io.sallyport.relay.Subjects;
import io.sallyport.relay.Target;
import io.sallyport.relay.TargetState;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The relay on a real Redis, with targets that do as a test says, and a time that travels. */
@Concurrent
class RelayOnRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";
  private static final int MOST = 2_000;

  private final VirtualTime time = new VirtualTime();
  private final String good = "good" + UUID.randomUUID();
  private final String bad = "bad" + UUID.randomUUID();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private final List<RelayEvent> events = new CopyOnWriteArrayList<>();
  private volatile Function<String, Attempt> badTarget = text -> Attempt.answered(200);

  /** What the bad target waits for before it answers. */
  private volatile Uni<Void> stall = Uni.createFrom().voidItem();

  /** Redis does what it is asked to, and nobody hears of it. */
  private volatile boolean losesAnswers;

  private Relay relay;

  @BeforeEach
  void start() {
    relay = replica(Duration.ofSeconds(30));
  }

  private Relay replica(Duration claimAfter) {
    RelaySettings settings =
        new RelaySettings(
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofDays(7),
            claimAfter,
            claimAfter.dividedBy(2));
    Relay relay =
        new Relay(Occasional.NONE, store(settings), new Targets(), settings, () -> 0, events::add);
    relay.put(new Target(good, Set.of(), Set.of(), Set.of()));
    relay.put(new Target(bad, Set.of(), Set.of(), Set.of()));
    return relay;
  }

  private RelayStore store(RelaySettings settings) {
    RelayStore store =
        new RedisRelay(
            new Scripts(REDIS.client()),
            new Clock(time::offset),
            Duration.ofSeconds(5),
            MOST,
            settings.maxAge(),
            settings.claimAfter());
    return (RelayStore)
        Proxy.newProxyInstance(
            RelayStore.class.getClassLoader(),
            new Class<?>[] {RelayStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(store, arguments);
              return method.getName().equals("take") && losesAnswers
                  ? ((Uni<?>) answer)
                      .chain(lost -> Uni.createFrom().failure(new IllegalStateException("lost")))
                  : answer;
            });
  }

  private final class Targets implements Post {
    @Override
    public Uni<Attempt> post(String target, Letter letter) {
      String text = new String(letter.body(), StandardCharsets.UTF_8);
      if (target.equals(good)) {
        return Uni.createFrom().item(Attempt.answered(200));
      }
      tried.add(text);
      Attempt attempt = badTarget.apply(text);
      if (attempt.kind() == Attempt.Kind.DELIVERED) {
        taken.add(text);
      }
      return stall.replaceWith(attempt);
    }
  }

  private void queue(String text, String... contacts) {
    relay
        .queue(letter(text), new Subjects(Set.of(NUMBER), Set.of(), of(contacts)))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private Sender sender(Relay of, String target) {
    return of.sender(target).orElseThrow();
  }

  private TargetState state(String target) {
    TargetState state = sender(relay, target).state();
    assertThat(state).as("state").isNotNull();
    return state;
  }

  private void run() {
    for (Sender sender : relay.senders()) {
      sender.run().await().atMost(Duration.ofSeconds(10));
    }
  }

  private void until(org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              run();
              assertion.run();
            });
  }

  @Test
  void whatIsQueuedArrivesOnceAndInOrder() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      texts.add("letter " + i);
      queue("letter " + i, "16505551234");
      queue("letter " + i, "16505551234");
    }

    until(() -> assertThat(taken).hasSize(300));

    assertThat(taken).isEqualTo(texts);
    until(() -> assertThat(state(bad).waiting()).isZero());
    assertThat(events)
        .filteredOn(event -> event instanceof RelayEvent.Arrived)
        .extracting(event -> ((RelayEvent.Arrived) event).outcome().name())
        .containsOnly("QUEUED", "KNOWN");
  }

  @Test
  void aTargetThatIsPutAgainGetsWhatCameMeanwhile() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    stall = Uni.createFrom().completionStage(answer);
    badTarget = text -> Attempt.answered(500);
    queue("letter 0", "16505551234");
    until(() -> assertThat(tried).containsExactly("letter 0"));

    CompletableFuture<Void> removed = relay.remove(bad).subscribeAsCompletionStage();
    relay.put(new Target(bad, Set.of(), Set.of(), Set.of()));
    queue("letter 1", "16505551234");
    answer.complete(null);
    removed.join();
    badTarget = text -> Attempt.answered(200);
    time.travel(Duration.ofMinutes(1));

    until(() -> assertThat(taken).contains("letter 1"));
  }

  @Test
  void whatWaitsForATargetThatIsRemovedIsDropped() {
    badTarget = text -> Attempt.answered(500);
    queue("letter 0", "16505551234");
    until(() -> assertThat(tried).isNotEmpty());

    relay.remove(bad).await().atMost(Duration.ofSeconds(10));
    badTarget = text -> Attempt.answered(200);
    relay.put(new Target(bad, Set.of(), Set.of(), Set.of()));
    queue("letter 1", "16505551234");

    until(() -> assertThat(taken).containsExactly("letter 1"));
  }

  @Test
  void aTargetThatIsDownForAnHourGetsEverythingAndTheOtherNeverWaits() {
    badTarget = text -> Attempt.unreachable("connection refused");
    for (int i = 0; i < 100; i++) {
      queue("letter " + i, "contact " + i % 10);
      until(() -> assertThat(state(good).waiting()).isZero());
    }
    for (int minute = 0; minute < 60; minute++) {
      time.travel(Duration.ofMinutes(1));
      run();
    }
    assertThat(state(bad).waiting()).isEqualTo(100);
    assertThat(tried.size()).as("not hammered").isLessThan(140);

    badTarget = text -> Attempt.answered(200);
    time.travel(Duration.ofMinutes(1));

    until(() -> assertThat(taken).hasSize(100));
    assertThat(taken).doesNotHaveDuplicates();
    for (int c = 0; c < 10; c++) {
      String end = Integer.toString(c);
      assertThat(taken.stream().filter(text -> text.endsWith(end)))
          .isSortedAccordingTo((x, y) -> number(x) - number(y));
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring("letter ".length()));
  }

  @Test
  void aLetterNobodyCanReadBecomesADeadOneAfterAWeekAndItsContactGoesOn() {
    badTarget = text -> Attempt.answered(text.contains("poison") ? 500 : 200);
    queue("poison", "a");
    queue("behind", "a");
    queue("beside", "b");
    until(() -> assertThat(taken).containsExactly("beside"));
    for (int hour = 0; hour < 24 * 7 + 2; hour++) {
      time.travel(Duration.ofHours(1));
      run();
    }

    until(() -> assertThat(taken).containsExactly("beside", "behind"));

    List<DeadLetter> dead = dead();
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).tries().lastError()).isEqualTo("HTTP 500");
    assertThat(dead.get(0).tries().count()).isGreaterThan(60);
    Instant first = dead.get(0).tries().first();
    assertThat(Duration.between(first, dead.get(0).tries().last()))
        .isGreaterThan(Duration.ofDays(6));
  }

  private List<DeadLetter> dead() {
    return relay.deadLetters(bad, "", 100).await().atMost(Duration.ofSeconds(5));
  }

  @Test
  void whoIsGoneIsPausedUntilAReplay() {
    badTarget = text -> Attempt.answered(410);
    queue("one", "a");
    until(() -> assertThat(state(bad).pause()).isNotNull());
    queue("two", "b");
    run();
    until(() -> assertThat(state(bad).waiting()).isEqualTo(1));
    assertThat(state(bad).deadLetters()).isEqualTo(1);
    assertThat(tried).containsExactly("one");
    badTarget = text -> Attempt.answered(200);

    int count = relay.replay(bad, null).await().atMost(Duration.ofSeconds(5));

    assertThat(count).isEqualTo(1);
    until(() -> assertThat(taken).containsExactlyInAnyOrder("one", "two"));
    until(() -> assertThat(state(bad).pause()).isNull());
    assertThat(dead()).isEmpty();
    assertThat(events).filteredOn(event -> event instanceof RelayEvent.Paused).hasSize(1);
  }

  @Test
  void aPauseEndsByAProbeToo() {
    badTarget = text -> Attempt.answered(410);
    queue("one", "a");
    until(() -> assertThat(state(bad).pause()).isNotNull());
    badTarget = text -> Attempt.answered(200);
    queue("two", "b");
    time.travel(Duration.ofMinutes(59));
    run();
    assertThat(taken).isEmpty();
    time.travel(Duration.ofMinutes(2));

    until(() -> assertThat(taken).containsExactly("two"));
    until(() -> assertThat(state(bad).pause()).isNull());
  }

  @Test
  void replaysTheNamedOnesOfMany() {
    badTarget = text -> Attempt.answered(410);
    for (int i = 0; i < 250; i++) {
      queue("letter " + i, "c" + i);
    }
    for (int i = 0; i < 250; i++) {
      time.travel(Duration.ofHours(1));
      until(() -> assertThat(state(bad).pause()).isNotNull());
    }
    until(() -> assertThat(state(bad).deadLetters()).isGreaterThan(220));
    badTarget = text -> Attempt.answered(200);
    String last = letter("letter 215").id();

    int count =
        relay.replay(bad, Set.of(last, "evt_unknown")).await().atMost(Duration.ofSeconds(5));

    assertThat(count).isEqualTo(1);
    until(() -> assertThat(taken).contains("letter 215"));
  }

  @Test
  void saysSoWhenTooManyWait() {
    badTarget = text -> Attempt.unreachable("connection refused");
    for (int i = 0; i < MOST; i++) {
      queue("letter " + i, "a");
    }

    assertThatThrownBy(() -> queue("more", "a")).hasMessageContaining("TooManyWait");

    until(() -> assertThat(state(good).waiting()).as("the other has it").isZero());
    badTarget = text -> Attempt.answered(200);
    time.travel(Duration.ofHours(1));
    until(() -> assertThat(state(bad).waiting()).isZero());
    queue("more", "a");
    until(() -> assertThat(taken).hasSize(MOST + 1));
  }

  @Test
  void replicasTakeTurnsAndLoseNothing() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    badTarget = text -> Attempt.answered(random.nextInt(3) == 0 ? 503 : 200);
    Duration claim = Duration.ofMillis(400);
    relay = replica(claim);
    Map<String, Integer> queued = new HashMap<>();
    for (int round = 0; round < 8; round++) {
      for (int i = 0; i < 40; i++) {
        String contact = "c" + random.nextInt(6);
        queue(contact + " " + queued.merge(contact, 1, Integer::sum), contact);
      }
      time.travel(Duration.ofSeconds(random.nextInt(5)));
      run();
      if (random.nextBoolean()) {
        // Without a word: it is another's when the lease is over.
        relay = replica(claim);
      } else {
        for (Sender sender : relay.senders()) {
          sender.stop().await().atMost(Duration.ofSeconds(5));
        }
        relay = replica(claim);
        until(() -> assertThat(sender(relay, bad).isSending()).isTrue());
      }
    }
    badTarget = text -> Attempt.answered(200);
    time.travel(Duration.ofHours(2));

    until(() -> assertThat(state(bad).waiting()).isZero());

    String as = "-Dseed=" + seed;
    for (Map.Entry<String, Integer> contact : queued.entrySet()) {
      List<String> all =
          taken.stream()
              .filter(text -> text.startsWith(contact.getKey() + " "))
              .distinct()
              .toList();
      assertThat(all).as(as).hasSize(contact.getValue());
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i)).as(as).isEqualTo(contact.getKey() + " " + (i + 1));
      }
    }
  }

  @Test
  void sendsNothingWhileItCannotBeSureOfItsTurn() throws InterruptedException {
    relay = replica(Duration.ofMillis(600));
    queue("first", "a");
    until(() -> assertThat(taken).containsExactly("first"));
    until(() -> assertThat(state(bad).waiting()).isZero());
    // Somebody else, by a mistake of ours.
    REDIS.run(Command.SET, QueueKeys.relayLease(bad), "another");

    queue("second", "a");
    run();
    Thread.sleep(300);

    assertThat(taken).containsExactly("first");
    assertThat(sender(relay, bad).isSending()).isFalse();
    REDIS.run(Command.DEL, QueueKeys.relayLease(bad));
    until(() -> assertThat(taken).containsExactly("first", "second"));
  }

  @Test
  void whatWasReadByACallWithoutAnAnswerIsReadAgain() {
    queue("first", "a");
    until(() -> assertThat(taken).containsExactly("first"));
    losesAnswers = true;
    queue("second", "a");
    Awaitility.await().untilAsserted(() -> assertThatThrownBy(this::run).hasMessage("lost"));
    assertThat(taken).containsExactly("first");

    losesAnswers = false;

    until(() -> assertThat(taken).containsExactly("first", "second"));
  }

  @Test
  void aStoppedReplicaBeginsNothing() {
    queue("first", "a");
    until(() -> assertThat(taken).containsExactly("first"));
    sender(relay, bad).stop().await().atMost(Duration.ofSeconds(5));

    queue("second", "a");
    run();

    assertThat(taken).containsExactly("first");
    assertThat(REDIS.run(Command.EXISTS, QueueKeys.relayLease(bad)).toInteger()).isZero();
  }
}
