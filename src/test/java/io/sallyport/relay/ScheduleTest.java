package io.sallyport.relay;

import static io.sallyport.relay.Letters.NOON;
import static io.sallyport.relay.Letters.SETTINGS;
import static io.sallyport.relay.Letters.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.relay.Schedule.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried when; time stands where a test puts it, and chance takes nothing off. */
class ScheduleTest {

  private static final Attempt DOWN = Attempt.unreachable("connection refused");

  private final Schedule schedule = new Schedule(SETTINGS, () -> 0);
  private Instant now = NOON;

  private void add(int count) {
    IntStream.range(0, count).forEach(i -> add(waiting("p" + i, now, "contact " + i)));
  }

  private void add(QueuedLetter... letters) {
    schedule.add(List.of(letters));
  }

  private List<QueuedLetter> next() {
    return schedule.takeDue(now);
  }

  private Failure fail(QueuedLetter letter, Attempt attempt) {
    Failure failure = schedule.failed(letter, attempt, now);
    if (failure.pause() != null) {
      assertThat(schedule.syncPause(null, now)).as("told of a time before").isFalse();
      schedule.pauseStored();
    }
    if (failure.isDead()) {
      schedule.remove(letter);
    } else {
      schedule.retryLater(letter, failure.tries());
    }
    return failure;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void backsOffFromASecondToAnHour() {
    add(waiting("1", "a"));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      QueuedLetter letter = next().get(0);
      Tries tries = fail(letter, Attempt.answered(400)).tries();
      assertThat(tries.count()).isEqualTo(i + 1);
      assertThat(tries.first()).isEqualTo(NOON);
      assertThat(tries.lastError()).isEqualTo("HTTP 400");
      waits.add(Duration.between(now, tries.next()).toSeconds());
      pass(Duration.between(now, tries.next()).minusMillis(1));
      assertThat(next()).isEmpty();
      pass(Duration.ofMillis(1));
    }

    assertThat(waits)
        .containsExactly(
            1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 3600L, 3600L, 3600L);
  }

  @Test
  void aLetterWhoseTurnHasNotComeSaysNothingAboutTheTarget() {
    add(20);
    List<QueuedLetter> all = next();
    for (QueuedLetter letter : all) {
      Failure failure = fail(letter, Attempt.later(Duration.ofSeconds(6), "a rate"));
      assertThat(failure.isDead()).isFalse();
      assertThat(failure.tries()).isEqualTo(letter.tries().at(now.plusSeconds(6)));
    }

    assertThat(next()).isEmpty();
    pass(Duration.ofSeconds(6));
    assertThat(next()).hasSize(20);
  }

  @Test
  void thoseOfItsOrderWaitWithIt() {
    add(waiting("1", "a"), waiting("2", "a"), waiting("3", "b"));
    List<QueuedLetter> due = next();
    assertThat(due).extracting(QueuedLetter::place).containsExactly("1", "3");

    fail(due.get(0), Attempt.later(Duration.ofSeconds(6), "a rate"));

    assertThat(next()).isEmpty();
    pass(Duration.ofSeconds(6));
    assertThat(next()).extracting(QueuedLetter::place).containsExactly("1");
  }

  @Test
  void anUndeliverableLetterIsDeadAtOnceAndTheTargetIsNotPaused() {
    add(12);

    for (QueuedLetter letter : next()) {
      Failure failure = fail(letter, Attempt.undeliverable("HTTP 400"));
      assertThat(failure.isDead()).isTrue();
      assertThat(failure.pause()).isNull();
    }
    add(waiting("next", now, "someone"));

    assertThat(next()).hasSize(1);
  }

  @Test
  void chanceTakesOffUpToHalf() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofHours(1));

    assertThat(backoff.after(3, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.after(1_000, 0.5)).isEqualTo(Duration.ofMinutes(45));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500, 503, 301})
  void aLetterNobodyCanReadBlocksItsContactOnly(int status) {
    add(waiting("1", "a"), waiting("2", "a"), waiting("3", "b"));
    for (int i = 0; i < 30; i++) {
      for (QueuedLetter letter : next()) {
        if (letter.place().equals("1")) {
          fail(letter, Attempt.answered(status));
        } else {
          schedule.delivered(letter, now);
        }
      }
      add(waiting("other " + i, now, "c" + i));
      assertThat(next()).as("after %d", i).extracting(QueuedLetter::place).contains("other " + i);
      schedule.delivered(waiting("other " + i, now, "c" + i), now);
      pass(Duration.ofHours(1));
      assertThat(schedule.isPaused()).isFalse();
    }
    add(waiting("last", now, "b"));

    assertThat(next()).extracting(QueuedLetter::place).containsExactly("1", "last");
  }

  @Test
  void oneLetterThatFailsAgainAndAgainIsNotTheTargetsFault() {
    add(waiting("1", "a"));
    for (int i = 0; i < 20; i++) {
      fail(next().get(0), Attempt.failing("no answer within 15s"));
      pass(Duration.ofHours(1));
    }
    fail(next().get(0), Attempt.answered(500));
    add(waiting("2", now, "b"));

    assertThat(next()).extracting(QueuedLetter::place).containsExactly("2");
  }

  @Test
  void aTargetThatIsDownIsProbedByOneLetterAtATime() {
    add(200);
    next().forEach(letter -> fail(letter, DOWN));

    assertThat(next()).isEmpty();
    List<Long> probes = new ArrayList<>();
    Instant end = now.plus(Duration.ofMinutes(10));
    Instant before = now;
    while (now.isBefore(end)) {
      List<QueuedLetter> due = next();
      assertThat(due.size()).isLessThanOrEqualTo(1);
      for (QueuedLetter probe : due) {
        assertThat(next()).as("one at a time").isEmpty();
        probes.add(Duration.between(before, now).toSeconds());
        before = now;
        fail(probe, DOWN);
      }
      pass(Duration.ofMillis(500));
    }

    assertThat(probes).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L).hasSizeLessThan(20);
  }

  @Test
  void everythingGoesWhenAProbeIsTaken() {
    add(200);
    next().forEach(letter -> fail(letter, DOWN));
    pass(Duration.ofSeconds(1));
    QueuedLetter probe = next().get(0);

    assertThat(schedule.delivered(probe, now)).isTrue();

    assertThat(next()).hasSize(Schedule.MAX_IN_FLIGHT);
  }

  @Test
  void whatBackedOffForLongGoesTooWhenAProbeIsTaken() {
    add(3);
    List<QueuedLetter> all = next();
    schedule.retryLater(all.get(0), all.get(0).tries().at(now.plus(Duration.ofHours(1))));
    schedule.retryLater(all.get(1), all.get(1).tries().at(now.plus(Duration.ofHours(1))));
    fail(all.get(2), DOWN);
    pass(Duration.ofSeconds(1));
    QueuedLetter probe = next().get(0);
    assertThat(next()).isEmpty();

    schedule.delivered(probe, now);

    assertThat(next()).extracting(QueuedLetter::place).containsExactly("p0", "p1");
  }

  @Test
  void fiveLettersThatFailInARowAreTheTargetsFault() {
    add(10);
    List<QueuedLetter> all = next();
    all.subList(0, 4).forEach(letter -> fail(letter, Attempt.answered(503)));
    add(waiting("more", "z"));
    assertThat(next()).hasSize(1);

    fail(all.get(4), Attempt.answered(503));
    add(waiting("yet more", "y"));

    assertThat(next()).isEmpty();
  }

  @Test
  void anAnswerBetweenThemStartsTheCountAnew() {
    add(10);
    List<QueuedLetter> all = next();
    all.subList(0, 4).forEach(letter -> fail(letter, Attempt.answered(503)));
    schedule.delivered(all.get(4), now);
    all.subList(5, 9).forEach(letter -> fail(letter, Attempt.answered(503)));
    add(waiting("more", "z"));

    assertThat(next()).hasSize(1);
  }

  @Test
  void whoIsGonePausesAndTheLetterIsDead() {
    add(3);
    List<QueuedLetter> all = next();

    Failure failure = fail(all.get(0), Attempt.answered(410));

    assertThat(failure.isDead()).isTrue();
    assertThat(failure.pause()).isEqualTo(new Pause(now, "HTTP 410"));
    assertThat(schedule.isPaused()).isTrue();
    schedule.delivered(all.get(1), now);
    assertThat(schedule.isPaused()).as("it took another").isFalse();
  }

  @Test
  void tenRefusedLettersInARowPauseAndAreTriedOn() {
    add(20);
    List<QueuedLetter> all = next();
    all.subList(0, 9).forEach(letter -> fail(letter, Attempt.answered(404)));
    assertThat(schedule.isPaused()).isFalse();

    Failure tenth = fail(all.get(9), Attempt.answered(404));

    assertThat(tenth.pause()).isNotNull();
    assertThat(tenth.isDead()).isFalse();
    all.subList(10, 20).forEach(letter -> fail(letter, Attempt.answered(404)));
    pass(Duration.ofMinutes(59));
    assertThat(next()).isEmpty();
    pass(Duration.ofMinutes(1));
    List<QueuedLetter> probe = next();
    assertThat(probe).hasSize(1);
    fail(probe.get(0), Attempt.answered(404));
    pass(Duration.ofMinutes(59));
    assertThat(next()).as("paused anew").isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(schedule.delivered(next().get(0), now)).isTrue();
    assertThat(next()).hasSize(19);
  }

  @Test
  void aPauseIsOverWhenTheStoreSaysSo() {
    add(3);
    Failure failure = fail(next().get(0), Attempt.answered(410));
    schedule.syncPause(failure.pause(), now);
    add(waiting("new", now, "z"));
    schedule.retryLater(waiting("p1"), Tries.none());
    schedule.retryLater(waiting("p2"), Tries.none());
    assertThat(next()).isEmpty();

    assertThat(schedule.syncPause(null, now)).isTrue();

    assertThat(next()).hasSize(3);
    assertThat(schedule.syncPause(null, now)).as("told once").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 503})
  void aTargetThatHasTroubleIsNotPaused(int status) {
    add(30);
    next().forEach(letter -> fail(letter, Attempt.answered(status)));

    assertThat(schedule.isPaused()).isFalse();
  }

  @Test
  void aWeekOldLetterIsDeadWhenItFails() {
    add(waiting("1", "a"));
    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(fail(next().get(0), Attempt.answered(400)).isDead()).isFalse();
    pass(Duration.ofHours(1));

    assertThat(fail(next().get(0), Attempt.answered(400)).isDead()).isTrue();
    assertThat(schedule.isEmpty()).isTrue();
  }

  @Test
  void aWeekOldLetterThatWasNeverTriedIsDeadWhileTheTargetIsDown() {
    add(2);
    add(waiting("never", now, "contact 0"));
    pass(Duration.ofDays(8));
    assertThat(schedule.expired(now)).as("the target may be up").isEmpty();
    List<QueuedLetter> both = next();
    fail(both.get(0), DOWN);
    schedule.retryLater(both.get(1), both.get(1).tries());

    List<QueuedLetter> old = schedule.expired(now);

    assertThat(old).extracting(QueuedLetter::place).containsExactlyInAnyOrder("p1", "never");
    assertThat(old).extracting(one -> one.tries().lastError()).containsOnly("connection refused");
    assertThat(schedule.expired(now)).as("once").isEmpty();
  }

  @Test
  void onlySoManyAreUnderWayAtOnce() {
    add(100);

    List<QueuedLetter> first = next();

    assertThat(first).hasSize(64);
    assertThat(next()).isEmpty();
    schedule.delivered(first.get(0), now);
    assertThat(next()).hasSize(1);
  }
}
