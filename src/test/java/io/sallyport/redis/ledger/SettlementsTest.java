package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.FREE_FORM;
import static io.sallyport.redis.ledger.Sample.inbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Observation.Renamed;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sends of a number that end at the same time are settled in a few calls, each as if alone. */
@Concurrent
class SettlementsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int SENDS = 36;

  private final String number = Sample.number();
  private final List<Runnable> later = new ArrayList<>();
  private final List<Runnable> afterAnswers = new ArrayList<>();
  private final RedisLedger ledger =
      Sample.ledger(
          REDIS.client(),
          Duration.ofSeconds(5),
          new SettleTimes() {
            @Override
            public void later(Runnable settle) {
              later.add(settle);
            }

            @Override
            public void afterAnswer(Runnable settle) {
              afterAnswers.add(settle);
            }
          });

  @BeforeEach
  void redisKnowsTheScripts() {
    REDIS.loadScripts();
  }

  @Test
  void aBusyNumberIsSettledInAFewCalls() {
    List<Reservation> all = admitted();

    assertThat(REDIS.callsOf(() -> settle(all))).isBetween(2L, SENDS / 4L);

    assertThat(counted()).isEqualTo(SENDS);
  }

  @Test
  void whatHasWaitedLongGoesWithTheNextThatEndsOnceItsCallerIsAnswered() {
    List<Reservation> all = admitted();
    long begin = System.nanoTime();
    List<Future<Void>> settled = new ArrayList<>();
    settled.add(accept(all.get(0)));
    settled.add(accept(all.get(1)));
    assertThat(later).hasSize(1);
    assertThat(afterAnswers).isEmpty();

    await().until(() -> System.nanoTime() - begin > 2 * Settlements.RIPE.toNanos());
    settled.add(accept(all.get(2)));
    settled.add(accept(all.get(3)));

    assertThat(counted()).isZero();
    assertThat(afterAnswers).hasSize(1);
    run(afterAnswers);
    Future.all(settled).toCompletionStage().toCompletableFuture().join();
    assertThat(counted()).isEqualTo(4);

    Future<Void> next = accept(all.get(4));
    run(later.subList(0, 1));
    assertThat(counted()).as("its own time has not come").isEqualTo(4);
    letGo();
    next.toCompletionStage().toCompletableFuture().join();
    assertThat(counted()).isEqualTo(5);
  }

  @Test
  void oneThatIsElsewhereNowIsSettledThere() {
    List<Reservation> all = admitted();
    ledger
        .observe(List.of(new Renamed(number, contact(7), Names.of(contact(9_999)), Instant.now())))
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    settle(all);

    assertThat(counted()).isEqualTo(SENDS);
    assertThat(REDIS.run(Command.HGET, Keys.contact(number, contact(9_999)), "due")).isNotNull();
    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, contact(7))).toLong()).isZero();
  }

  @Test
  void oneThatCannotBeSettledFailsAndTheNextAreSettledAllTheSame() {
    List<Reservation> all = admitted();
    REDIS.run(Command.DEL, Keys.contact(number, contact(3)));
    REDIS.run(Command.SET, Keys.contact(number, contact(3)), "no record");
    Future<Void> broken = ledger.commit(all.get(3), new Acceptance("wamid.3", List.of()));
    letGo();

    assertThatThrownBy(() -> broken.toCompletionStage().toCompletableFuture().join())
        .hasMessageContaining("WRONGTYPE");

    settle(all.subList(10, 20));
    assertThat(counted()).isEqualTo(10);
  }

  @Test
  void whatIsGivenBackIsGivenBackAtOnceAndTheOthersWithIt() {
    List<Reservation> all = admitted();
    Future<Void> accepted = ledger.commit(all.get(0), new Acceptance("wamid.0", List.of()));
    assertThat(counted()).isZero();

    ledger.release(all.get(1)).toCompletionStage().toCompletableFuture().join();

    assertThat(accepted.succeeded()).isTrue();
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void whatMetaSaysOfAMessageFindsItSettled() {
    List<Reservation> all = admitted();
    Future<Void> accepted = ledger.commit(all.get(0), new Acceptance("wamid.0", List.of()));

    ledger
        .observe(List.of(inbound(number, contact(1))))
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    assertThat(accepted.succeeded()).isTrue();
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void whoIsForgottenIsNotCountedAfterwards() {
    List<Reservation> all = admitted();
    ledger.commit(all.get(0), new Acceptance("wamid.0", List.of()));

    ledger.forget(number, contact(0)).toCompletionStage().toCompletableFuture().join();
    letGo();

    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, contact(0))).toLong()).isZero();
  }

  @Test
  void whateverWaitsIsSettledWhenTheProcessEnds() {
    List<Reservation> all = admitted();
    ledger.commit(all.get(0), new Acceptance("wamid.0", List.of()));
    ledger.commit(all.get(1), new Acceptance("wamid.1", List.of()));

    ledger.settleWaiting().toCompletionStage().toCompletableFuture().join();

    assertThat(counted()).isEqualTo(2);
  }

  private List<Reservation> admitted() {
    IntStream.range(0, SENDS)
        .forEach(
            i ->
                ledger
                    .observe(List.of(inbound(number, contact(i))))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
    return IntStream.range(0, SENDS)
        .mapToObj(
            i ->
                ledger
                    .admit(number, contact(i), FREE_FORM)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join())
        .map(verdict -> ((Verdict.Admitted) verdict).reservation())
        .toList();
  }

  private void settle(List<Reservation> all) {
    List<Future<Void>> settled = new ArrayList<>();
    for (Reservation one : all) {
      settled.add(accept(one));
    }
    letGo();
    Future.all(settled).toCompletionStage().toCompletableFuture().join();
  }

  private Future<Void> accept(Reservation one) {
    return ledger.commit(one, new Acceptance("wamid." + one.contact().id(), List.of()));
  }

  /** An answer's turn is over, or time. */
  private void letGo() {
    run(later);
    run(afterAnswers);
  }

  private static void run(List<Runnable> due) {
    List.copyOf(due).forEach(Runnable::run);
    due.clear();
  }

  private static Contact contact(int i) {
    return new Contact(Long.toString(16_505_550_000L + i));
  }

  private long counted() {
    LocalDate today = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate();
    return new RedisRecords(
            new Scripts(REDIS.client()),
            new Clock(() -> Duration.ZERO),
            Duration.ofSeconds(5),
            numbers -> Future.succeededFuture())
            .spend(number, today.minusDays(1), today)
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .stream()
            .mapToLong(SpendCount::messages)
            .sum();
  }
}
