package io.sallyport.instead;

import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets waiting sends out, each by a verdict of that moment. */
public final class Dispatcher {

  /** Stands for "no send waits": longer than any send does. */
  public static final Duration NONE_WAITS = Duration.ofDays(365);

  /** Sends of one number that are on their way at once. */
  private static final int AT_ONCE = 16;

  /** What is to be done in one run. */
  private static final class Batch {
    final List<DeferredSend> claimed = new ArrayList<>();

    /** Whether there is something to do for sends that are parked or held. */
    boolean aside;
  }

  private final Turn turn;
  private final DeferredQueue queue;
  private final ParkedRelease parked;
  private final SharedClock clock;
  private final Set<String> running = new HashSet<>();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean stopping;

  public Dispatcher(Turn turn, DeferredQueue queue, ParkedRelease parked, SharedClock clock) {
    this.turn = turn;
    this.queue = queue;
    this.parked = parked;
    this.clock = clock;
  }

  /**
   * Claims what may be tried now and lets it out, unless what was claimed before is still under
   * way.
   *
   * @return after how long there may be more to claim, as far as is known when it is claimed:
   *     {@link #NONE_WAITS}, or zero also while any is under way; fails when the queue does not
   *     answer
   */
  public Future<Duration> run(BusinessNumber number) {
    String id = number.phoneNumberId();
    synchronized (running) {
      if (stopping) {
        return Future.succeededFuture(NONE_WAITS);
      } else if (!running.add(id)) {
        return Future.succeededFuture(Duration.ZERO);
      }
    }
    Batch batch = new Batch();
    return claimSome(id, batch)
        .onFailure(silent -> ended(id))
        .onSuccess(next -> letOut(number, batch));
  }

  /**
   * Sends what was claimed; the caller does not wait for it. If the end of a send cannot be stored
   * it is claimed again, and its Idempotency-Key keeps it from being sent twice.
   */
  private void letOut(BusinessNumber number, Batch batch) {
    Future<?> aside = batch.aside ? parked.run(number) : Future.succeededFuture();
    Future.join(dispatchAll(number, batch.claimed), aside)
        .onComplete(end -> ended(number.phoneNumberId()));
  }

  private void ended(String id) {
    synchronized (running) {
      running.remove(id);
    }
    tellIfIdle();
  }

  private void tellIfIdle() {
    synchronized (running) {
      if (!stopping || !running.isEmpty()) {
        return;
      }
    }
    idle.tryComplete();
  }

  private Future<Duration> claimSome(String number, Batch batch) {
    return queue
        .claim(number)
        .compose(
            claim -> {
              if (claim instanceof Claim.None none) {
                batch.aside = none.aside();
                boolean isIdle = batch.claimed.isEmpty() && !none.aside();
                return Future.succeededFuture(isIdle ? until(none) : Duration.ZERO);
              }
              batch.claimed.add(((Claim.Taken) claim).send());
              return stopping || batch.claimed.size() == AT_ONCE
                  ? Future.succeededFuture(Duration.ZERO)
                  : claimSome(number, batch);
            });
  }

  private Duration until(Claim.None none) {
    Instant nextAt = none.nextAt();
    return nextAt == null ? NONE_WAITS : Duration.between(clock.now(), nextAt);
  }

  private Future<?> dispatchAll(BusinessNumber number, List<DeferredSend> claimed) {
    return Future.join(
        claimed.stream().map(send -> turn.take(number, send, place(number, send))).toList());
  }

  private Turn.Place place(BusinessNumber number, DeferredSend send) {
    String at = number.phoneNumberId();
    return new Turn.Place() {
      @Override
      public Future<Void> putBack(Instant notBefore) {
        return queue.putBack(at, send.id(), notBefore);
      }

      @Override
      public Future<Void> keep(Instant until) {
        return queue.keep(at, send.id(), until);
      }

      @Override
      public Future<Void> hold(HeldFor held) {
        return queue.hold(at, send, held);
      }

      @Override
      public Future<Void> end(SendEnd end) {
        return queue.end(at, send.id(), end);
      }
    };
  }

  /** Claims nothing any more; ends when all that is claimed has ended. */
  public Future<Void> stop() {
    stopping = true;
    tellIfIdle();
    return idle.future();
  }
}
