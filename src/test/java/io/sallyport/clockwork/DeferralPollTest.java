package io.sallyport.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionStore;
import io.sallyport.channel.WhatsApp;
import io.sallyport.contact.Contact;
import io.sallyport.instead.Deferral.Queued;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.Dispatcher;
import io.sallyport.instead.Hold;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.instead.Turn;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.rule.Endpoint;
import io.sallyport.send.Deciders;
import io.sallyport.send.SendMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** When replicas ask for sends that wait, on one queue and in a time that only the test moves. */
class DeferralPollTest {

  private static final String NUMBER = "100000000000007";

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final Map<String, PriorityQueue<Instant>> waiting = new HashMap<>();
  private final List<Duration> letOut = new ArrayList<>();
  private final List<Promise<Void>> underWay = new ArrayList<>();
  private boolean endsAtOnce = true;
  private boolean silent;
  private int asked;

  private final DeferredQueue queue =
      (DeferredQueue)
          Proxy.newProxyInstance(
              DeferredQueue.class.getClassLoader(),
              new Class<?>[] {DeferredQueue.class},
              (it, called, with) ->
                  switch (called.getName()) {
                    case "claim" -> claim((String) with[0]);
                    case "end" -> end();
                    default -> throw new AssertionError(called);
                  });

  private Future<DeferredQueue.Claim> claim(String number) {
    asked++;
    if (silent) {
      return Future.failedFuture(new IllegalStateException("gone"));
    }
    PriorityQueue<Instant> sends = waiting.computeIfAbsent(number, one -> new PriorityQueue<>());
    Instant first = sends.peek();
    if (first == null || first.isAfter(time.now())) {
      return Future.succeededFuture(new DeferredQueue.Claim.None(first, false));
    }
    sends.remove();
    return Future.succeededFuture(new DeferredQueue.Claim.Taken(unreadable()));
  }

  /** It ends as soon as it is decided. */
  private DeferredSend unreadable() {
    return new DeferredSend(
        "id",
        "digest",
        new Contact("16505551234"),
        null,
        Endpoint.MESSAGES,
        "/messages",
        List.of(),
        "crm",
        "key",
        new byte[0],
        new byte[0],
        start,
        start.plusSeconds(3600),
        List.of(),
        0);
  }

  private Future<Void> end() {
    letOut.add(since());
    if (endsAtOnce) {
      return Future.succeededFuture();
    }
    Promise<Void> end = Promise.promise();
    underWay.add(end);
    return end.future();
  }

  private Duration since() {
    return Duration.between(start, time.now());
  }

  private <T> T only(Class<T> port, Object answer) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (it, called, with) -> called.getName().equals("now") ? time.now() : answer));
  }

  /** A gateway's poll. */
  private final class Replica {
    final Dispatcher dispatcher;
    final DeferralPoll poll;

    Replica(int numbers) {
      Map<String, String> properties = ConfiguredNumbers.many(numbers);
      Ledger ledger = only(Ledger.class, null);
      Audit audit =
          new Audit(
              new ContactHash("secret"),
              time::now,
              () -> null,
              (number, decision) -> {},
              logged -> {},
              only(DecisionStore.class, null));
      dispatcher =
          new Dispatcher(
              new Turn(
                  new SendMessage(
                      new Deciders(WhatsApp.CHANNEL, null, null, ledger, null, null), null, null),
                  new Hold(null, null, null, null, null, null, null, null),
                  ledger,
                  audit),
              queue,
              new ParkedRelease(null, null, null),
              ledger);
      poll =
          new DeferralPoll(
              null,
              dispatcher,
              null,
              ConfiguredNumbers.of(properties),
              ConfiguredNumbers.config(properties),
              () -> since().toNanos());
      poll.rounds.start();
    }

    void queue(Duration due) {
      add(due);
      poll.queued(new Queued(NUMBER, due));
    }
  }

  private void add(Duration due) {
    waiting.computeIfAbsent(NUMBER, one -> new PriorityQueue<>()).add(time.now().plus(due));
  }

  private void pass(Duration length, Replica... replicas) {
    for (long step = 0; step < length.dividedBy(Rounds.STEP); step++) {
      time.travel(Rounds.STEP);
      for (Replica replica : replicas) {
        replica.poll.rounds.step();
      }
    }
  }

  @Test
  void idleNumbersAreAskedForEvenly() {
    Replica replica = new Replica(10_000);

    for (int second = 0; second < 60; second++) {
      asked = 0;
      pass(Duration.ofSeconds(1), replica);
      assertThat(asked).as("in second " + second).isBetween(490, 510);
    }
  }

  @Test
  void whatThisReplicaQueuedLeavesWhenItIsDue() {
    Replica replica = new Replica(10_000);
    pass(Duration.ofSeconds(25), replica);

    replica.queue(Duration.ofSeconds(3));
    replica.queue(Duration.ofSeconds(6));
    pass(Duration.ofSeconds(10), replica);

    assertThat(letOut)
        .hasSize(2)
        .satisfies(out -> assertThat(out.get(0)).isBetween(seconds(28), seconds(28.1)))
        .satisfies(out -> assertThat(out.get(1)).isBetween(seconds(31), seconds(31.2)));
  }

  @Test
  void whatAReplicaQueuedThatIsNoMoreLeavesWithTheRound() {
    Replica gone = new Replica(10_000);
    Replica other = new Replica(10_000);
    pass(Duration.ofSeconds(25), gone, other);

    gone.queue(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(25), other);

    assertThat(letOut).hasSize(1);
  }

  @Test
  void whatWasSeenWaitingLeavesWhenItIsDue() {
    Replica gone = new Replica(10_000);
    Replica other = new Replica(10_000);

    gone.queue(Duration.ofSeconds(55));
    pass(Duration.ofMinutes(2), other);

    assertThat(letOut).hasSize(1);
    assertThat(letOut.get(0)).isBetween(seconds(55), seconds(55.1));
  }

  @Test
  void aSmallDeploymentAsksForEachNumberEverySecond() {
    Replica replica = new Replica(500);
    pass(Duration.ofSeconds(10), replica);

    for (int i = 0; i < 10; i++) {
      add(Duration.ZERO);
      pass(Duration.ofSeconds(1).plus(Rounds.STEP), replica);
      assertThat(letOut).hasSize(i + 1);
    }
  }

  @Test
  void moreThanAreLetOutAtOnceAreBusyWork() {
    Replica replica = new Replica(10_000);
    for (int i = 0; i < 100; i++) {
      replica.queue(Duration.ZERO);
    }

    pass(Duration.ofSeconds(1), replica);

    assertThat(letOut).hasSize(100);
  }

  @Test
  void whatIsUnderWayKeepsNobodyWaitingButItsNumber() {
    endsAtOnce = false;
    Replica replica = new Replica(500);
    pass(Duration.ofSeconds(1), replica);
    replica.queue(Duration.ZERO);
    pass(Duration.ofSeconds(1), replica);
    assertThat(underWay).hasSize(1);

    replica.queue(Duration.ZERO);
    asked = 0;
    pass(Duration.ofSeconds(10), replica);
    assertThat(underWay).hasSize(1);
    assertThat(asked).isBetween(4_980, 5_000);

    underWay.get(0).complete(null);
    pass(Duration.ofMillis(110), replica);
    assertThat(underWay).hasSize(2);
  }

  @Test
  void isAskedAgainSoonWhenTheQueueDidNotAnswer() {
    silent = true;
    Replica replica = new Replica(10_000);
    pass(Duration.ofSeconds(10), replica);
    replica.queue(Duration.ZERO);
    asked = 0;
    pass(Duration.ofSeconds(5), replica);
    assertThat(asked).isLessThanOrEqualTo(5 * 3_200);

    silent = false;
    pass(Duration.ofSeconds(4), replica);

    assertThat(letOut).hasSize(1);
  }

  @Test
  void theEndWaitsForWhatIsClaimedAndClaimsNothing() {
    endsAtOnce = false;
    Replica replica = new Replica(10);
    replica.queue(Duration.ZERO);
    pass(Duration.ofSeconds(1), replica);
    assertThat(underWay).hasSize(1);

    replica.poll.begin(null);
    replica.queue(Duration.ZERO);
    asked = 0;
    pass(Duration.ofSeconds(5), replica);
    Future<Void> end = replica.dispatcher.stop();

    assertThat(asked).isZero();
    assertThat(end.isComplete()).isFalse();
    underWay.get(0).complete(null);
    assertThat(end.isComplete()).isTrue();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
