package io.sallyport.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.clockwork.Rounds.Pace;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is called on when, in a time that only the test moves. */
class RoundsTest {

  private static final Pace PACE =
      new Pace(Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofMinutes(1), 32);
  private static final Duration STEP = Rounds.STEP;

  private long nanos = 17;
  private final List<String> called = new ArrayList<>();
  private final Map<String, Long> lastCalled = new HashMap<>();
  private Duration longestBetween = Duration.ZERO;
  private Uni<Duration> answer = Uni.createFrom().item(Rounds.NEXT_ROUND);

  private Rounds of(int size) {
    return of(size, PACE);
  }

  private Rounds of(int size, Pace pace) {
    List<String> all = IntStream.range(0, size).mapToObj(i -> "number " + i).toList();
    Rounds rounds = new Rounds(all, pace, this::call, () -> nanos);
    all.forEach(one -> lastCalled.put(one, nanos));
    rounds.start();
    return rounds;
  }

  private Uni<Duration> call(String one) {
    called.add(one);
    Duration between = Duration.ofNanos(nanos - lastCalled.put(one, nanos));
    longestBetween = between.compareTo(longestBetween) > 0 ? between : longestBetween;
    return answer;
  }

  /** How many are called on meanwhile. */
  private int pass(Rounds rounds, Duration time) {
    int before = called.size();
    for (long step = 0; step < time.dividedBy(STEP); step++) {
      nanos += STEP.toNanos();
      rounds.step();
    }
    return called.size() - before;
  }

  private int mostInASecond(Rounds rounds, int seconds) {
    return IntStream.range(0, seconds)
        .map(i -> pass(rounds, Duration.ofSeconds(1)))
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "10, 10, 1",
    "500, 500, 1",
    "1000, 500, 2",
    "10000, 500, 20",
    "30000, 500, 60",
    "100000, 1667, 60"
  })
  void eachIsCalledOnInEveryRoundAndNeverAllAtOnce(int size, int aSecond, int round) {
    Rounds rounds = of(size);
    // The first round is a quick one, see below.
    assertThat(pass(rounds, Duration.ofSeconds(1)))
        .isLessThanOrEqualTo(Math.max(Math.min(2 * size, 510), aSecond * 51 / 50));
    assertThat(mostInASecond(rounds, 2 * round + 1))
        .isLessThanOrEqualTo(aSecond + Math.max(2, aSecond / 50));
    assertThat(lastCalled).hasSize(size);
    assertThat(longestBetween).isLessThanOrEqualTo(Duration.ofSeconds(round).plus(STEP));
  }

  @Test
  void theFirstRoundIsAQuickOne() {
    Rounds rounds = of(10, Pace.of(Duration.ofMillis(10), Duration.ofSeconds(15), 8));

    assertThat(pass(rounds, Duration.ofMillis(100))).isEqualTo(10);
    assertThat(pass(rounds, Duration.ofMillis(15_000))).isEqualTo(10);
    assertThat(called.subList(10, 20)).doesNotHaveDuplicates();
  }

  @Test
  void onlySoManyAreUnderWay() {
    List<UniEmitter<? super Duration>> underWay = new ArrayList<>();
    answer = Uni.createFrom().emitter(underWay::add);
    Rounds rounds = of(10_000);

    assertThat(pass(rounds, Duration.ofSeconds(60))).isEqualTo(32);

    underWay.get(0).complete(Rounds.NEXT_ROUND);
    underWay.get(1).fail(new IllegalStateException("gone"));
    assertThat(pass(rounds, STEP)).isEqualTo(2);
  }

  @Test
  void whoHasWaitedLongestIsNext() {
    answer = Uni.createFrom().nothing();
    Rounds rounds = of(33);
    pass(rounds, Duration.ofSeconds(1));
    assertThat(called).hasSize(32).doesNotContain("number 32");

    called.clear();
    answer = Uni.createFrom().item(Duration.ZERO);
    Rounds others = of(3, new Pace(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(1), 1));
    pass(others, STEP.multipliedBy(6));
    assertThat(called)
        .containsExactly("number 0", "number 1", "number 2", "number 0", "number 1", "number 2");
  }

  @Test
  void thoseThatWereLateTogetherDoNotStayTogether() {
    Rounds rounds = of(10_000);
    pass(rounds, Duration.ofSeconds(30));

    nanos += Duration.ofSeconds(90).toNanos();
    assertThat(pass(rounds, STEP)).isEqualTo(32);
    pass(rounds, Duration.ofSeconds(20));

    assertThat(mostInASecond(rounds, 40)).isLessThanOrEqualTo(510);
  }

  @Test
  void thoseThatAreDueTogetherAreCalledOnOneAfterAnother() {
    Rounds rounds = of(10_000);
    pass(rounds, Duration.ofSeconds(40));
    lastCalled.keySet().forEach(one -> rounds.within(one, Duration.ofSeconds(1)));
    pass(rounds, Duration.ofSeconds(1).minus(STEP));

    assertThat(pass(rounds, STEP)).isEqualTo(32);
    assertThat(mostInASecond(rounds, 10)).isLessThanOrEqualTo(3_200);
  }

  @Test
  void oneIsCalledOnSoonerWhereThereIsReason() {
    Rounds rounds = of(10_000);
    pass(rounds, Duration.ofSeconds(30));
    called.clear();

    rounds.within("number 0", Duration.ofSeconds(1));
    pass(rounds, Duration.ofSeconds(1).minus(STEP));
    assertThat(called).doesNotContain("number 0");

    answer = Uni.createFrom().item(Duration.ofMillis(100));
    pass(rounds, STEP);
    assertThat(called).contains("number 0");

    called.clear();
    answer = Uni.createFrom().item(Rounds.NEXT_ROUND);
    pass(rounds, Duration.ofMillis(100));
    assertThat(called).contains("number 0");
  }

  @Test
  void aReasonThatComesDuringACallIsNotForgotten() {
    List<UniEmitter<? super Duration>> underWay = new ArrayList<>();
    answer = Uni.createFrom().emitter(underWay::add);
    Rounds rounds = of(1, new Pace(STEP, Duration.ofHours(1), Duration.ofHours(1), 1));
    pass(rounds, STEP);

    rounds.within("number 0", Duration.ofSeconds(1));
    pass(rounds, Duration.ofSeconds(2));
    assertThat(called).hasSize(1);

    underWay.get(0).complete(Rounds.NEXT_ROUND);
    pass(rounds, STEP);
    assertThat(called).hasSize(2);
  }

  @Test
  void aFailureIsNotTheEnd() {
    Rounds rounds =
        new Rounds(
            List.of("one", "two"),
            PACE,
            one -> {
              called.add(one);
              if (one.equals("one")) {
                throw new IllegalStateException("a bug");
              }
              return Uni.createFrom().failure(new IllegalStateException("gone"));
            },
            () -> nanos);
    rounds.start();

    pass(rounds, Duration.ofSeconds(3));

    assertThat(called).containsOnly("one", "two").hasSize(8);
  }

  @Test
  void nobodyIsCalledOnAfterTheEnd() {
    Rounds rounds = of(10);
    pass(rounds, Duration.ofSeconds(2));

    rounds.stop();

    rounds.within("number 0", Duration.ZERO);
    assertThat(pass(rounds, Duration.ofSeconds(5))).isZero();
  }

  @Test
  void nobodyIsNoTrouble() {
    assertThat(pass(of(0), Duration.ofSeconds(2))).isZero();
  }

  @Test
  void whatComesIsPolledSoonAndWhatGoesNoMore() {
    Rounds rounds = of(3);
    pass(rounds, Duration.ofSeconds(2));
    lastCalled.put("new", nanos);
    called.clear();

    rounds.follow(List.of("number 1", "new"));

    pass(rounds, Duration.ofMillis(100));
    assertThat(called).contains("new").doesNotContain("number 0", "number 2");
    called.clear();
    pass(rounds, Duration.ofSeconds(3));
    assertThat(called).containsOnly("new", "number 1").hasSize(6);
  }

  @Test
  void whatGoesDuringItsCallDoesNotComeAgain() {
    CompletableFuture<Duration> pending = new CompletableFuture<>();
    answer = Uni.createFrom().completionStage(pending);
    Rounds rounds = of(1);
    pass(rounds, Duration.ofMillis(20));
    assertThat(called).containsExactly("number 0");

    rounds.follow(List.of());
    pending.complete(Duration.ZERO);

    assertThat(pass(rounds, Duration.ofSeconds(3))).isZero();
  }
}
