package io.sallyport.relay;

import io.sallyport.relay.Claim.Lease;
import io.sallyport.relay.RelayStore.Buried;
import io.sallyport.relay.Schedule.Failure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one target's letters while this replica has the target's lease. {@link #run} is called
 * repeatedly: it renews the lease, reads new letters, and sends those that are due.
 */
public final class Sender {

  /** Bounds one run. */
  private static final int MAX_PAGES = 100;

  /** First wait before telling the store again that a letter was delivered. */
  private static final Duration STORE_RETRY = Duration.ofMillis(200);

  private final String target;
  private final RelayStore store;
  private final Post post;
  private final RelaySettings settings;
  private final LongSupplier nanos;
  private final Consumer<RelayEvent> events;
  private final Schedule schedule;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private boolean running;
  private boolean runAgain;
  private volatile String cursor = Claim.START;
  private volatile boolean hasLease;
  private volatile long confirmedAt;
  private volatile boolean stopping;
  private volatile @Nullable TargetState state;

  /**
   * @param nanos monotonic time, ns
   * @param random from 0 to 1, for the backoff
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

  /** The target's state as last read; null before the first read. */
  public @Nullable TargetState state() {
    return state;
  }

  /** Whether this replica has the lease. */
  public boolean isSending() {
    return hasLease;
  }

  /**
   * Runs once. If a run is under way already, another follows it.
   *
   * @return whether to run again soon; fails when the store does not answer
   */
  public Uni<Boolean> run() {
    synchronized (this) {
      if (running || stopping) {
        runAgain = true;
        return Uni.createFrom().item(true);
      }
      running = true;
      runAgain = false;
    }
    return claim(MAX_PAGES).onTermination().invoke(this::ended);
  }

  private void ended() {
    synchronized (this) {
      running = false;
    }
    completeIfIdle();
    if (mustRunAgain()) {
      run().subscribe().with(busy -> {}, silent -> {});
    }
  }

  private synchronized boolean mustRunAgain() {
    return runAgain && !stopping;
  }

  private Uni<Boolean> claim(int pages) {
    if (stopping) {
      return Uni.createFrom().item(false);
    }
    long asked = nanos.getAsLong();
    return store
        .take(target, cursor)
        .onFailure()
        .invoke(this::leaseUnknown)
        .chain(
            claim -> {
              accept(claim, asked);
              sendDue();
              return hasLease && !claim.letters().isEmpty() && pages > 0
                  ? claim(pages - 1)
                  : Uni.createFrom().item(hasLease && !schedule.isEmpty());
            });
  }

  /** The store did not answer, so the lease is unknown: letters are read from the start again. */
  private void leaseUnknown() {
    hasLease = false;
    cursor = Claim.START;
  }

  private void accept(Claim claim, long asked) {
    state = claim.state();
    if (claim.lease() != Lease.RENEWED) {
      schedule.restart();
    }
    if (schedule.syncPause(claim.state().pause(), store.now())) {
      events.accept(new RelayEvent.Resumed(target));
    }
    cursor = claim.cursor();
    schedule.add(claim.letters());
    hasLease = claim.lease() != Lease.HELD_ELSEWHERE;
    confirmedAt = asked;
  }

  /** Whether an attempt begun now is sure to end before the lease does. */
  private boolean maySend() {
    Duration safe = settings.claimAfter().minus(settings.timeout());
    return hasLease && !stopping && nanos.getAsLong() - confirmedAt < safe.toNanos();
  }

  private void sendDue() {
    if (!maySend()) {
      return;
    }
    Instant now = store.now();
    for (QueuedLetter old : schedule.expired(now)) {
      finish(bury(old, new Failure(old.tries(), true, null)), old);
    }
    for (QueuedLetter letter : schedule.takeDue(now)) {
      finish(send(letter), letter);
    }
  }

  private void finish(Uni<Void> end, QueuedLetter letter) {
    end.onFailure()
        // The store does not answer: the letter is sent again later, perhaps a second time.
        .invoke(
            silent -> schedule.retryLater(letter, letter.tries().at(schedule.soon(store.now()))))
        .onTermination()
        .invoke(this::sendNext)
        .subscribe()
        .with(done -> {}, silent -> {});
  }

  private void sendNext() {
    completeIfIdle();
    sendDue();
  }

  private synchronized void completeIfIdle() {
    if (stopping && !running && schedule.inFlight() == 0) {
      idle.complete(null);
    }
  }

  private Uni<Void> send(QueuedLetter letter) {
    return store
        .letter(target, letter.place())
        .chain(
            found -> {
              if (found == null) {
                schedule.remove(letter);
                return Uni.createFrom().voidItem();
              } else if (!maySend()) {
                schedule.retryLater(letter, letter.tries());
                return Uni.createFrom().voidItem();
              }
              return post.post(target, found).chain(attempt -> settle(letter, attempt));
            });
  }

  private Uni<Void> settle(QueuedLetter letter, Attempt attempt) {
    Instant now = store.now();
    if (attempt.kind() == Attempt.Kind.DELIVERED) {
      return delivered(letter, now);
    }
    if (attempt.kind() != Attempt.Kind.LATER) {
      events.accept(new RelayEvent.TryFailed(target, attempt.error()));
    }
    boolean wasPaused = schedule.isPaused();
    Failure failure = schedule.failed(letter, attempt, now);
    if (failure.pause() != null && !wasPaused) {
      events.accept(new RelayEvent.Paused(target, attempt.error()));
    }
    return (failure.isDead() ? bury(letter, failure) : storeFailure(letter, failure))
        .onTermination()
        .invoke(
            () -> {
              if (failure.pause() != null) {
                schedule.pauseStored();
              }
            });
  }

  private Uni<Void> storeFailure(QueuedLetter letter, Failure failure) {
    return store
        .failed(target, letter.place(), failure.tries(), failure.pause())
        .onFailure()
        // If it is not stored, another replica may only retry the letter too soon.
        .recoverWithNull()
        .invoke(kept -> schedule.retryLater(letter, failure.tries()));
  }

  private Uni<Void> delivered(QueuedLetter letter, Instant now) {
    events.accept(new RelayEvent.Delivered(target, Duration.between(letter.queuedAt(), now)));
    return store
        .delivered(target, letter.place())
        .onFailure()
        .retry()
        .withBackOff(STORE_RETRY)
        .expireIn(settings.claimAfter().toMillis())
        .invoke(
            told -> {
              if (schedule.delivered(letter, now)) {
                events.accept(new RelayEvent.Resumed(target));
              }
            });
  }

  private Uni<Void> bury(QueuedLetter letter, Failure failure) {
    return store
        .bury(target, letter.place(), failure.tries(), failure.pause())
        .invoke(buried -> buried(letter, failure.tries(), buried))
        .replaceWithVoid();
  }

  private void buried(QueuedLetter letter, Tries tries, Buried buried) {
    if (buried == Buried.BURIED) {
      schedule.remove(letter);
      events.accept(new RelayEvent.Died(target, letter.id(), tries.lastError()));
      return;
    }
    if (buried == Buried.FULL) {
      events.accept(new RelayEvent.DeadLettersFull(target));
    }
    schedule.retryLater(letter, tries.at(store.now().plus(settings.maxBackoff())));
  }

  /** Starts no more attempts, waits for those in flight, and releases the lease. */
  public Uni<Void> stop() {
    stopping = true;
    completeIfIdle();
    return Uni.createFrom()
        .completionStage(idle)
        .ifNoItem()
        .after(settings.timeout())
        .recoverWithUni(Uni.createFrom().voidItem())
        .chain(() -> hasLease ? store.giveBack(target) : Uni.createFrom().voidItem());
  }
}
