package io.sallyport.relay;

import io.sallyport.relay.RelayStore.Buried;
import io.sallyport.relay.Schedule.Failure;
import io.sallyport.relay.Turn.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one target's letters while this replica holds the target's lease. {@link #run} is called
 * again and again: it keeps the lease, reads what is new, and sends what is due.
 */
public final class Sender {

  /** So that one run ends. */
  private static final int MOST_PAGES = 100;

  /** Between the tries to tell the store of a delivery. */
  private static final Duration TELL_AGAIN = Duration.ofMillis(200);

  private final String target;
  private final RelayStore store;
  private final Post post;
  private final RelaySettings settings;
  private final LongSupplier nanos;
  private final Consumer<RelayEvent> events;
  private final Schedule schedule;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private boolean running;
  private boolean again;
  private volatile String from = Turn.START;
  private volatile boolean isOurs;
  private volatile long confirmedAt;
  private volatile boolean stopping;
  private volatile @Nullable TargetState state;

  /**
   * A sender.
   *
   * @param nanos a time that only runs forward, ns
   * @param random from 0 to 1
   */
  Sender(
      String target,
      RelayStore store,
      Post post,
      RelaySettings settings,
      LongSupplier nanos,
      DoubleSupplier random,
      Consumer<RelayEvent> events) {
    this.target = target;
    this.store = store;
    this.post = post;
    this.settings = settings;
    this.nanos = nanos;
    this.events = events;
    this.schedule = new Schedule(settings, random);
  }

  public String target() {
    return target;
  }

  /** The target's state as last read; null before it first was. */
  public @Nullable TargetState state() {
    return state;
  }

  /** Whether this replica sends. */
  public boolean isSending() {
    return isOurs;
  }

  /**
   * One round, unless one is under way; then that one goes round again.
   *
   * @return whether there is more to do soon; fails when the store does not answer
   */
  public Uni<Boolean> run() {
    synchronized (this) {
      if (running || stopping) {
        again = true;
        return Uni.createFrom().item(true);
      }
      running = true;
      again = false;
    }
    return turn(MOST_PAGES).onTermination().invoke(this::ended);
  }

  private void ended() {
    synchronized (this) {
      running = false;
    }
    tellIfIdle();
    if (goesRound()) {
      run().subscribe().with(busy -> {}, silent -> {});
    }
  }

  private synchronized boolean goesRound() {
    return again && !stopping;
  }

  private Uni<Boolean> turn(int pages) {
    if (stopping) {
      return Uni.createFrom().item(false);
    }
    long asked = nanos.getAsLong();
    return store
        .take(target, from)
        .onFailure()
        .invoke(this::unconfirmed)
        .chain(
            turn -> {
              accept(turn, asked);
              sendDue();
              return isOurs && !turn.next().isEmpty() && pages > 0
                  ? turn(pages - 1)
                  : Uni.createFrom().item(isOurs && !schedule.isEmpty());
            });
  }

  /** What the answer would have told is read again. */
  private void unconfirmed() {
    isOurs = false;
    from = Turn.START;
  }

  private void accept(Turn turn, long asked) {
    state = turn.state();
    if (turn.lease() != Lease.KEPT) {
      schedule.restart();
    }
    if (schedule.told(turn.state().pause(), store.now())) {
      events.accept(new RelayEvent.Resumed(target));
    }
    from = turn.from();
    schedule.add(turn.next());
    isOurs = turn.lease() != Lease.ANOTHERS;
    confirmedAt = asked;
  }

  /** What begins now ends before anyone else may send. */
  private boolean maySend() {
    Duration sure = settings.claimAfter().minus(settings.timeout());
    return isOurs && !stopping && nanos.getAsLong() - confirmedAt < sure.toNanos();
  }

  private void sendDue() {
    if (!maySend()) {
      return;
    }
    Instant now = store.now();
    for (Waiting old : schedule.expired(now)) {
      finish(bury(old, new Failure(old.tries(), true, null)), old);
    }
    for (Waiting letter : schedule.next(now)) {
      finish(send(letter), letter);
    }
  }

  private void finish(Uni<Void> end, Waiting letter) {
    end.onFailure()
        // The store does not answer: it is tried again, and perhaps delivered twice.
        .invoke(silent -> schedule.later(letter, letter.tries().at(schedule.soon(store.now()))))
        .onTermination()
        .invoke(this::next)
        .subscribe()
        .with(done -> {}, silent -> {});
  }

  private void next() {
    tellIfIdle();
    sendDue();
  }

  private synchronized void tellIfIdle() {
    if (stopping && !running && schedule.underWay() == 0) {
      idle.complete(null);
    }
  }

  private Uni<Void> send(Waiting letter) {
    return store
        .letter(target, letter.place())
        .chain(
            found -> {
              if (found == null) {
                schedule.done(letter);
                return Uni.createFrom().voidItem();
              } else if (!maySend()) {
                schedule.later(letter, letter.tries());
                return Uni.createFrom().voidItem();
              }
              return post.post(target, found).chain(attempt -> settle(letter, attempt));
            });
  }

  private Uni<Void> settle(Waiting letter, Attempt attempt) {
    Instant now = store.now();
    if (attempt.kind() == Attempt.Kind.DELIVERED) {
      return delivered(letter, now);
    }
    events.accept(new RelayEvent.TryFailed(target, attempt.error()));
    boolean wasPaused = schedule.isPaused();
    Failure failure = schedule.failed(letter, attempt, now);
    if (failure.pause() != null && !wasPaused) {
      events.accept(new RelayEvent.Paused(target, attempt.error()));
    }
    return (failure.isDead() ? bury(letter, failure) : keep(letter, failure))
        .onTermination()
        .invoke(
            () -> {
              if (failure.pause() != null) {
                schedule.toldPause();
              }
            });
  }

  private Uni<Void> keep(Waiting letter, Failure failure) {
    return store
        .failed(target, letter.place(), failure.tries(), failure.pause())
        .onFailure()
        // Another replica would try it sooner than it should; no more than that.
        .recoverWithNull()
        .invoke(kept -> schedule.later(letter, failure.tries()));
  }

  private Uni<Void> delivered(Waiting letter, Instant now) {
    events.accept(new RelayEvent.Delivered(target, Duration.between(letter.queuedAt(), now)));
    return store
        .delivered(target, letter.place())
        .onFailure()
        .retry()
        .withBackOff(TELL_AGAIN)
        .expireIn(settings.claimAfter().toMillis())
        .invoke(
            told -> {
              if (schedule.delivered(letter, now)) {
                events.accept(new RelayEvent.Resumed(target));
              }
            });
  }

  private Uni<Void> bury(Waiting letter, Failure failure) {
    return store
        .bury(target, letter.place(), failure.tries(), failure.pause())
        .invoke(buried -> buried(letter, failure.tries(), buried))
        .replaceWithVoid();
  }

  private void buried(Waiting letter, Tries tries, Buried buried) {
    if (buried == Buried.BURIED) {
      schedule.done(letter);
      events.accept(new RelayEvent.Died(target, letter.id(), tries.lastError()));
      return;
    }
    if (buried == Buried.FULL) {
      events.accept(new RelayEvent.DeadLettersFull(target));
    }
    schedule.later(letter, tries.at(store.now().plus(settings.maxBackoff())));
  }

  /** Begins nothing any more, waits for what is under way, and lets another replica send. */
  public Uni<Void> stop() {
    stopping = true;
    tellIfIdle();
    return Uni.createFrom()
        .completionStage(idle)
        .ifNoItem()
        .after(settings.timeout())
        .recoverWithUni(Uni.createFrom().voidItem())
        .chain(() -> isOurs ? store.giveBack(target) : Uni.createFrom().voidItem());
  }
}
