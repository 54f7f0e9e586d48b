package io.sallyport.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Decides which of one target's letters are sent when. Thread-safe; does no I/O. */
final class Schedule {

  /** Most letters of one target in flight at the same time. */
  static final int MAX_IN_FLIGHT = 64;

  /**
   * What to do with a letter that was not delivered.
   *
   * @param isDead whether it becomes a dead letter
   * @param pause of the target, if it begins now or continues after a failed probe
   */
  record Failure(Tries tries, boolean isDead, @Nullable Pause pause) {}

  private final Backoff backoff;
  private final Duration maxAge;
  private final DoubleSupplier random;
  private final Backlog backlog = new Backlog();
  private final TargetHealth health;
  private int inFlight;
  private int pausesBeingStored;

  Schedule(RelaySettings settings, DoubleSupplier random) {
    this.backoff = new Backoff(settings.firstBackoff(), settings.maxBackoff());
    this.maxAge = settings.maxAge();
    this.health = new TargetHealth(settings.firstBackoff(), settings.maxBackoff());
    this.random = random;
  }

  /** Forgets all letters but those in flight: another replica may have sent them meanwhile. */
  synchronized void restart() {
    backlog.forgetAllButInFlight();
  }

  synchronized void add(List<QueuedLetter> letters) {
    letters.forEach(backlog::add);
  }

  /** Takes the letters to send now. */
  synchronized List<QueuedLetter> takeDue(Instant now) {
    int room = MAX_IN_FLIGHT - inFlight;
    if (!health.isUp()) {
      room = inFlight == 0 && health.mayProbe(now) ? 1 : 0;
    }
    List<QueuedLetter> due = backlog.takeDue(now, room);
    inFlight += due.size();
    return due;
  }

  /**
   * Takes letters that are too old, while the target is down or paused. While it is up, a letter
   * that is too old still gets one attempt.
   */
  synchronized List<QueuedLetter> expired(Instant now) {
    if (health.isUp()) {
      return List.of();
    }
    List<QueuedLetter> old = backlog.takeQueuedBefore(now.minus(maxAge), MAX_IN_FLIGHT - inFlight);
    inFlight += old.size();
    return old.stream().map(one -> one.with(one.tries().because(health.lastError()))).toList();
  }

  /** Removes a delivered letter; returns whether the target was down or paused until now. */
  synchronized boolean delivered(QueuedLetter letter, Instant now) {
    remove(letter);
    boolean recovers = health.delivered();
    if (recovers) {
      backlog.makeAllDue(now);
    }
    return recovers;
  }

  /** Removes a letter that was delivered elsewhere or became a dead letter. */
  synchronized void remove(QueuedLetter letter) {
    inFlight -= backlog.remove(letter.place()) ? 1 : 0;
  }

  /** Puts a letter back to be tried again. */
  synchronized void retryLater(QueuedLetter letter, Tries tries) {
    inFlight -= backlog.retryLater(letter.place(), tries) ? 1 : 0;
  }

  /**
   * Takes a failed attempt; the letter stays in flight until {@link #retryLater} or {@link
   * #remove}.
   */
  synchronized Failure failed(QueuedLetter letter, Attempt attempt, Instant now) {
    if (attempt.kind() == Attempt.Kind.LATER) {
      return new Failure(letter.tries().at(now.plus(attempt.after())), false, null);
    }
    int count = letter.tries().count() + 1;
    Instant again = now.plus(backoff.after(count, random.getAsDouble()));
    Tries tries = letter.tries().failed(now, again, attempt.error());
    Pause pause = null;
    if (attempt.kind() == Attempt.Kind.UNDELIVERABLE) {
      return new Failure(tries, true, null);
    }
    if (health.failed(letter.place(), attempt, now, random.getAsDouble())) {
      pause = new Pause(now, attempt.error());
      health.pause(pause);
      pausesBeingStored++;
    }
    boolean isOld = !letter.queuedAt().plus(maxAge).isAfter(now);
    return new Failure(tries, isOld || attempt.kind() == Attempt.Kind.GONE, pause);
  }

  /** A call to store a pause has ended, stored or not. */
  synchronized void pauseStored() {
    pausesBeingStored--;
  }

  /**
   * Takes over the pause that the store holds, unless a pause of ours is still being stored.
   *
   * @return whether this ended a pause
   */
  synchronized boolean syncPause(@Nullable Pause pause, Instant now) {
    Pause before = health.pause();
    if (pausesBeingStored > 0 || Objects.equals(before, pause)) {
      return false;
    } else if (pause != null) {
      health.pause(pause);
      return false;
    }
    health.resume();
    backlog.makeAllDue(now);
    return true;
  }

  synchronized boolean isPaused() {
    return health.pause() != null;
  }

  /** When to retry a letter after the store did not answer. */
  Instant soon(Instant now) {
    return now.plus(backoff.first());
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized boolean isEmpty() {
    return backlog.size() == 0;
  }
}
