package io.sallyport.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What of one target's letters is tried, and when. Thread-safe; asks nobody and waits for nothing.
 */
final class Schedule {

  /** Letters of one target that are under way at once. */
  static final int AT_ONCE = 64;

  /**
   * What becomes of a letter that was not delivered.
   *
   * @param isDead whether it is not tried any more
   * @param pause of the target, when it begins now, or goes on after a probe
   */
  record Failure(Tries tries, boolean isDead, @Nullable Pause pause) {}

  private final Backoff backoff;
  private final Duration maxAge;
  private final DoubleSupplier random;
  private final Backlog backlog = new Backlog();
  private final Standing standing;
  private int underWay;
  private int untoldPauses;

  Schedule(RelaySettings settings, DoubleSupplier random) {
    this.backoff = new Backoff(settings.firstBackoff(), settings.maxBackoff());
    this.maxAge = settings.maxAge();
    this.standing = new Standing(settings.firstBackoff(), settings.maxBackoff());
    this.random = random;
  }

  /** Another replica may have sent since: only what is under way is known. */
  synchronized void restart() {
    backlog.restart();
  }

  synchronized void add(List<Waiting> letters) {
    letters.forEach(backlog::add);
  }

  /** The letters to try now. */
  synchronized List<Waiting> next(Instant now) {
    int room = AT_ONCE - underWay;
    if (!standing.isUp()) {
      room = underWay == 0 && standing.mayProbe(now) ? 1 : 0;
    }
    List<Waiting> next = backlog.next(now, room);
    underWay += next.size();
    return next;
  }

  /**
   * Letters that are too old, while the target takes none; when it does, they are tried once more.
   */
  synchronized List<Waiting> expired(Instant now) {
    if (standing.isUp()) {
      return List.of();
    }
    List<Waiting> old = backlog.queuedBefore(now.minus(maxAge), AT_ONCE - underWay);
    underWay += old.size();
    return old.stream().map(one -> one.with(one.tries().because(standing.lastError()))).toList();
  }

  /** The letter is with the target; whether the target was down or paused until now. */
  synchronized boolean delivered(Waiting letter, Instant now) {
    done(letter);
    boolean recovers = standing.delivered();
    if (recovers) {
      backlog.allDue(now);
    }
    return recovers;
  }

  /** The letter is nobody's business any more. */
  synchronized void done(Waiting letter) {
    underWay -= backlog.done(letter.place()) ? 1 : 0;
  }

  /** The letter waits on. */
  synchronized void later(Waiting letter, Tries tries) {
    underWay -= backlog.later(letter.place(), tries) ? 1 : 0;
  }

  /** Judges a failed try; the letter is under way until {@link #later} or {@link #done}. */
  synchronized Failure failed(Waiting letter, Attempt attempt, Instant now) {
    int count = letter.tries().count() + 1;
    Instant again = now.plus(backoff.after(count, random.getAsDouble()));
    Tries tries = letter.tries().failed(now, again, attempt.error());
    Pause pause = null;
    if (standing.failed(letter.place(), attempt, now, random.getAsDouble())) {
      pause = new Pause(now, attempt.error());
      standing.pause(pause);
      untoldPauses++;
    }
    boolean isOld = !letter.queuedAt().plus(maxAge).isAfter(now);
    return new Failure(tries, isOld || attempt.kind() == Attempt.Kind.GONE, pause);
  }

  /** The store has heard of a pause, or it does not answer. */
  synchronized void toldPause() {
    untoldPauses--;
  }

  /**
   * Takes over whether the target is paused, unless the store cannot know yet.
   *
   * @return whether it was, and is not any more
   */
  synchronized boolean told(@Nullable Pause pause, Instant now) {
    Pause before = standing.pause();
    if (untoldPauses > 0 || Objects.equals(before, pause)) {
      return false;
    } else if (pause != null) {
      standing.pause(pause);
      return false;
    }
    standing.resume();
    backlog.allDue(now);
    return true;
  }

  synchronized boolean isPaused() {
    return standing.pause() != null;
  }

  /** When a letter is worth another try that could not be read or kept. */
  Instant soon(Instant now) {
    return now.plus(backoff.first());
  }

  synchronized int underWay() {
    return underWay;
  }

  synchronized boolean isEmpty() {
    return backlog.size() == 0;
  }
}
