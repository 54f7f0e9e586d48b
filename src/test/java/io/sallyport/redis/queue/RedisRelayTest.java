package io.sallyport.redis.queue;

import static io.sallyport.relay.Letters.letter;
import static io.sallyport.relay.Letters.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.relay.Claim;
import io.sallyport.relay.Claim.Lease;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Pause;
import io.sallyport.relay.QueuedLetter;
import io.sallyport.relay.RelayStore.Buried;
import io.sallyport.relay.RelayStore.Queued;
import io.sallyport.relay.Tries;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.RedisProcess;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A target's letters on a real Redis: queued once, handed from one replica to the next. */
@Concurrent
class RedisRelayTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int MOST = 300;

  /** Long enough not to end by itself. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final String target = "t" + UUID.randomUUID();
  private final RedisRelay first = replica(LONG);
  private final RedisRelay second = replica(LONG);

  private RedisRelay replica(Duration claimAfter) {
    return new RedisRelay(
        new Scripts(REDIS.client()),
        new Clock(time::offset),
        Duration.ofSeconds(5),
        MOST,
        Duration.ofDays(7),
        claimAfter);
  }

  private static <T> T done(Uni<T> call) {
    return call.await().atMost(Duration.ofSeconds(20));
  }

  private Queued queue(String text) {
    return done(first.queue(target, letter(text), of("16505551234")));
  }

  private void queue(int count) {
    IntStream.range(0, count).forEach(i -> assertThat(queue("{" + i)).isEqualTo(Queued.QUEUED));
  }

  /** All a replica gets, page by page. */
  private List<QueuedLetter> takeAll(RedisRelay replica, String from) {
    List<QueuedLetter> all = new ArrayList<>();
    Claim claim;
    do {
      claim = done(replica.take(target, from));
      all.addAll(claim.letters());
      from = claim.cursor();
    } while (!claim.letters().isEmpty());
    return all;
  }

  private List<QueuedLetter> takeAll(RedisRelay replica) {
    return takeAll(replica, Claim.START);
  }

  private Tries tries(String error) {
    Instant at = time.second();
    return new Tries(3, at.minusSeconds(60), at, at.plusSeconds(8), error);
  }

  private void bury(QueuedLetter letter) {
    assertThat(done(first.bury(target, letter.place(), tries("HTTP 410"), null)))
        .isEqualTo(Buried.BURIED);
  }

  private List<DeadLetter> dead() {
    return done(first.deadLetters(target, "", 1_000));
  }

  @Test
  void givesALetterBackAsItCame() {
    byte[] bytes = new byte[3_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Letter queued = Letter.of(bytes, "sha256=ab", "application/json; charset=utf-8");
    done(first.queue(target, queued, of("16505551234", "US.13491208655302741918")));

    QueuedLetter waiting = takeAll(first).get(0);
    Letter found = done(first.letter(target, waiting.place()));

    assertThat(waiting.id()).isEqualTo(queued.id()).matches("evt_[0-9a-f]{32}");
    assertThat(waiting.order()).isEqualTo(of("16505551234", "US.13491208655302741918"));
    assertThat(waiting.queuedAt()).isBetween(time.now().minusSeconds(1), time.now().plusSeconds(5));
    assertThat(waiting.tries()).isEqualTo(Tries.none());
    assertThat(found.body()).isEqualTo(bytes);
    assertThat(found.id()).isEqualTo(queued.id());
    assertThat(found.signature()).isEqualTo("sha256=ab");
    assertThat(found.contentType()).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void aLetterMayLackWhatMetaDidNotSend() {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    done(first.queue(target, Letter.of(body, null, null), of()));

    Letter found = done(first.letter(target, takeAll(first).get(0).place()));

    assertThat(found.signature()).isNull();
    assertThat(found.contentType()).isNull();
  }

  @Test
  void queuesTheSameBytesOnceInADay() {
    assertThat(queue("{1")).isEqualTo(Queued.QUEUED);
    assertThat(queue("{1")).isEqualTo(Queued.KNOWN);
    assertThat(queue("{2")).isEqualTo(Queued.QUEUED);
    QueuedLetter letter = takeAll(first).get(0);
    done(first.delivered(target, letter.place()));
    time.travel(Duration.ofHours(24).minusMinutes(1));
    assertThat(queue("{1")).as("delivered long ago").isEqualTo(Queued.KNOWN);

    time.travel(Duration.ofMinutes(2));

    assertThat(queue("{1")).isEqualTo(Queued.QUEUED);
  }

  @Test
  void everyTargetHasItsOwn() {
    queue("{1");

    assertThat(done(first.queue(target + "b", letter("{1"), of()))).isEqualTo(Queued.QUEUED);
  }

  @Test
  void takesNoMoreThanTheBound() {
    queue(MOST);

    assertThat(queue("{more")).isEqualTo(Queued.FULL);
    assertThat(queue("{0")).as("it has that").isEqualTo(Queued.KNOWN);
    List<QueuedLetter> all = takeAll(first);
    assertThat(all).hasSize(MOST);
    done(first.delivered(target, all.get(7).place()));
    assertThat(queue("{more")).isEqualTo(Queued.QUEUED);
  }

  @Test
  void oneReplicaAtATimeHasTheTurn() {
    queue("{1");
    assertThat(done(first.take(target, Claim.START)).lease()).isEqualTo(Lease.ACQUIRED);
    assertThat(done(first.take(target, ">")).lease()).isEqualTo(Lease.RENEWED);

    Claim other = done(second.take(target, Claim.START));

    assertThat(other.lease()).isEqualTo(Lease.HELD_ELSEWHERE);
    assertThat(other.letters()).isEmpty();
    assertThat(other.state().waiting()).as("it may see").isEqualTo(1);
  }

  @Test
  void whoSaysNothingLosesTheTurnInRealTime() {
    RedisRelay dying = replica(Duration.ofSeconds(2));
    queue(3);
    assertThat(takeAll(dying)).hasSize(3);
    time.travel(Duration.ofHours(9));
    assertThat(done(second.take(target, Claim.START)).lease()).isEqualTo(Lease.HELD_ELSEWHERE);

    RedisProcess.await()
        .until(() -> REDIS.run(Command.EXISTS, QueueKeys.relayLease(target)).toInteger() == 0);

    assertThat(takeAll(second)).hasSize(3);
    assertThat(done(dying.take(target, ">")).lease()).isEqualTo(Lease.HELD_ELSEWHERE);
  }

  @Test
  void aTurnThatWasLostAndComesBackBeginsAtTheStart() throws InterruptedException {
    RedisRelay pausing = replica(Duration.ofMillis(200));
    queue(3);
    takeAll(pausing);
    Thread.sleep(300);

    Claim claim = done(pausing.take(target, ">"));

    assertThat(claim.lease()).isEqualTo(Lease.ACQUIRED);
    assertThat(claim.letters()).hasSize(3);
  }

  @Test
  void theNextReplicaGetsWhatTheOtherLeftAndThenTheRestInOrder() {
    queue(250);
    List<QueuedLetter> all = takeAll(first);
    assertThat(all).hasSize(250);
    done(first.delivered(target, all.get(0).place()));
    done(first.delivered(target, all.get(130).place()));
    done(first.failed(target, all.get(1).place(), tries("HTTP 503"), null));
    IntStream.range(250, 260).forEach(i -> queue("{" + i));
    done(first.giveBack(target));

    List<QueuedLetter> left = takeAll(second);

    assertThat(left).hasSize(258);
    assertThat(left).extracting(QueuedLetter::place).doesNotHaveDuplicates();
    List<String> expected =
        Stream.concat(all.stream(), left.subList(248, 258).stream())
            .map(QueuedLetter::place)
            .filter(place -> !place.equals(all.get(0).place()))
            .filter(place -> !place.equals(all.get(130).place()))
            .toList();
    assertThat(left).extracting(QueuedLetter::place).isEqualTo(expected);
    assertThat(left.get(0).tries()).isEqualTo(tries("HTTP 503"));
    assertThat(left.get(1).tries().count()).isZero();
    assertThat(takeAll(second, ">")).isEmpty();
  }

  @Test
  void leavesNoReplicasBehind() {
    queue(5);
    for (int i = 0; i < 4; i++) {
      RedisRelay replica = replica(LONG);
      takeAll(replica);
      done(replica.giveBack(target));
    }

    assertThat(REDIS.run(Command.XINFO, "CONSUMERS", QueueKeys.relayQueue(target), "relay").size())
        .isEqualTo(1);
  }

  @Test
  void onlyWhoHasTheTurnMayPutOffOrBury() {
    queue(1);
    QueuedLetter letter = takeAll(first).get(0);

    done(second.failed(target, letter.place(), tries("HTTP 500"), null));

    assertThat(done(second.bury(target, letter.place(), tries("HTTP 500"), null)))
        .isEqualTo(Buried.NOT_OURS);
    assertThat(takeAll(first)).containsExactly(letter);
    done(second.delivered(target, letter.place()));
    assertThat(takeAll(first)).as("what is delivered is delivered").isEmpty();
  }

  @Test
  void givesBackOnlyItsOwnTurn() {
    queue(1);
    takeAll(first);

    done(second.giveBack(target));

    assertThat(done(second.take(target, Claim.START)).lease()).isEqualTo(Lease.HELD_ELSEWHERE);
  }

  @Test
  void keepsDeadLettersAndListsThemInPages() {
    queue(5);
    List<QueuedLetter> all = takeAll(first);
    all.forEach(this::bury);

    List<DeadLetter> page = done(first.deadLetters(target, "", 2));
    List<DeadLetter> rest = done(first.deadLetters(target, page.get(1).place(), 100));

    assertThat(Stream.concat(page.stream(), rest.stream()).map(DeadLetter::id))
        .containsExactlyElementsOf(all.stream().map(QueuedLetter::id).toList());
    assertThat(page.get(0).tries()).isEqualTo(tries("HTTP 410"));
    assertThat(takeAll(first)).isEmpty();
    assertThat(done(first.take(target, ">")).state().deadLetters()).isEqualTo(5);
  }

  @Test
  void replaysDeadLettersPastTheKnownOnesAsIfTheyHadJustCome() {
    queue(3);
    takeAll(first).forEach(this::bury);
    time.travel(Duration.ofHours(2));
    DeadLetter middle = dead().get(1);

    assertThat(done(first.replay(target, List.of(middle.place(), "1-1")))).isEqualTo(1);

    assertThat(dead()).hasSize(2);
    QueuedLetter again = takeAll(first, ">").get(0);
    assertThat(again.id()).isEqualTo(middle.id());
    assertThat(again.tries().count()).isZero();
    assertThat(again.queuedAt()).isAfter(time.now().minusSeconds(5));
    Letter letter = done(first.letter(target, again.place()));
    assertThat(letter.body()).isEqualTo("{1".getBytes(StandardCharsets.UTF_8));
    assertThat(letter.signature()).isEqualTo("sha256=00");
  }

  @Test
  void theBoundHoldsForDeadLettersAndForReplaysToo() {
    queue(MOST);
    takeAll(first).forEach(this::bury);
    queue("{more");
    QueuedLetter last = takeAll(first, ">").get(0);

    assertThat(done(first.bury(target, last.place(), tries("HTTP 410"), null)))
        .isEqualTo(Buried.FULL);
    assertThat(takeAll(second)).as("it waits on").isEmpty();
    assertThat(takeAll(first).get(0).tries()).isEqualTo(tries("HTTP 410"));
    List<String> places = dead().stream().map(DeadLetter::place).toList();
    assertThat(done(first.replay(target, places))).as("one waits already").isEqualTo(MOST - 1);
    assertThat(dead()).hasSize(1);
  }

  @Test
  void aPauseIsSharedUntilADeliveryOrAReplayEndsIt() {
    queue(3);
    List<QueuedLetter> all = takeAll(first);
    Pause pause = new Pause(time.second(), "HTTP 404");
    done(first.failed(target, all.get(0).place(), tries("HTTP 404"), pause));
    assertThat(done(second.take(target, Claim.START)).state().pause()).isEqualTo(pause);

    done(first.delivered(target, all.get(1).place()));
    assertThat(done(first.take(target, ">")).state().pause()).isNull();

    done(first.bury(target, all.get(0).place(), tries("HTTP 410"), pause));
    assertThat(done(first.take(target, ">")).state().pause()).isEqualTo(pause);
    done(first.replay(target, List.of()));
    assertThat(done(first.take(target, ">")).state().pause()).isNull();
  }

  @Test
  void tellsSinceWhenTheOldestWaits() {
    assertThat(done(first.take(target, Claim.START)).state().oldest()).isNull();
    Instant before = time.now();
    queue("{1");
    time.travel(Duration.ofHours(1));
    queue("{2");

    assertThat(done(first.take(target, ">")).state().oldest())
        .isBetween(before.minusSeconds(1), before.plusSeconds(5));
    assertThat(first.now()).isBetween(time.now().minusSeconds(5), time.now().plusSeconds(5));
  }

  @Test
  void everyKeyHasALifetimeAndTheTargetsHashTag() {
    queue(3);
    List<QueuedLetter> all = takeAll(first);
    done(first.failed(target, all.get(0).place(), tries("HTTP 503"), null));
    done(
        first.bury(
            target, all.get(1).place(), tries("HTTP 410"), new Pause(time.second(), "HTTP 410")));

    List<String> keys =
        List.of(
            QueueKeys.relayQueue(target),
            QueueKeys.relayKnown(target),
            QueueKeys.relayLease(target),
            QueueKeys.relayTries(target),
            QueueKeys.relayState(target),
            QueueKeys.relayDead(target));
    assertThat(REDIS.run(Command.KEYS, "*" + target + "*").size()).isEqualTo(keys.size());
    assertThat(keys)
        .allSatisfy(key -> assertThat(REDIS.run(Command.PTTL, key).toLong()).isPositive())
        .allSatisfy(key -> assertThat(Keys.tagOf(key)).isEqualTo("relay:" + target));
  }

  @Test
  void goesOnWhenRedisHasForgottenEverything() {
    queue(2);
    takeAll(first);
    REDIS.run(Command.DEL, QueueKeys.relayQueue(target), QueueKeys.relayLease(target));
    queue("{new");

    assertThat(takeAll(first, ">")).hasSize(1);
  }
}
