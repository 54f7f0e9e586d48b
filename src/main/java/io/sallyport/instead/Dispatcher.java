package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.Ledger;
import io.sallyport.message.Outcome;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.SendMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets waiting sends out, each by a verdict of that moment. */
public final class Dispatcher {

  /** Longer than a send waits. */
  public static final Duration NONE_WAITS = Duration.ofDays(365);

  /** Sends of one number that are on their way at once. */
  private static final int AT_ONCE = 16;

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int LONGEST_BACKOFF = 6;

  private final SendMessage sendMessage;
  private final DeferredQueue queue;
  private final Ledger ledger;
  private final Audit audit;
  private final Set<String> running = new HashSet<>();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean stopping;

  /**
   * A dispatcher.
   *
   * @param audit told of what is decided when a send's turn comes, unless that is to wait on
   */
  public Dispatcher(SendMessage sendMessage, DeferredQueue queue, Ledger ledger, Audit audit) {
    this.sendMessage = sendMessage;
    this.queue = queue;
    this.ledger = ledger;
    this.audit = audit;
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
    List<DeferredSend> claimed = new ArrayList<>();
    return claimSome(id, claimed)
        .onFailure(silent -> ended(id))
        .onSuccess(next -> letOut(number, claimed));
  }

  /** Nobody waits for this; of a send whose end could not be told its key knows it. */
  private void letOut(BusinessNumber number, List<DeferredSend> claimed) {
    dispatchAll(number, claimed).onComplete(end -> ended(number.phoneNumberId()));
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

  private Future<Duration> claimSome(String number, List<DeferredSend> claimed) {
    return queue
        .claim(number)
        .compose(
            claim -> {
              if (claim instanceof Claim.None none) {
                return Future.succeededFuture(claimed.isEmpty() ? until(none) : Duration.ZERO);
              }
              claimed.add(((Claim.Taken) claim).send());
              return stopping || claimed.size() == AT_ONCE
                  ? Future.succeededFuture(Duration.ZERO)
                  : claimSome(number, claimed);
            });
  }

  private Duration until(Claim.None none) {
    Instant nextAt = none.nextAt();
    return nextAt == null ? NONE_WAITS : Duration.between(ledger.now(), nextAt);
  }

  private Future<?> dispatchAll(BusinessNumber number, List<DeferredSend> claimed) {
    List<Future<?>> all = new ArrayList<>(claimed.size());
    for (DeferredSend send : claimed) {
      all.add(
          sendMessage
              .handle(send.toSend(number))
              .compose(decision -> settle(number.phoneNumberId(), send, decision)));
    }
    return Future.join(all);
  }

  private Future<Void> settle(String number, DeferredSend send, Decision decision) {
    Result result = decision.result();
    if (result instanceof Result.Refused refused) {
      Instant nextAt = mayPassAt(refused.refusal());
      if (nextAt != null && nextAt.isBefore(send.giveUpAt())) {
        // It goes on waiting, as was decided when it was queued: nothing is to be told.
        return queue.putBack(number, send.id(), nextAt);
      }
    }
    audit.note(number, send.client(), null, decision);
    if (result instanceof Result.Refused refused) {
      Refusal refusal = refused.refusal();
      return queue.end(
          number, send.id(), State.REFUSED, refusal.reason().wire(), null, refusal.details());
    } else if (result instanceof Result.Replayed replayed) {
      KeptAnswer kept = replayed.answer();
      return answered(number, send, kept.status(), kept.body());
    } else if (decision.outcome() instanceof Outcome.Answered answered) {
      return answered.isRetryableAfter(send.tries())
          ? later(number, send, null, answered.status(), answered.body())
          : answered(number, send, answered.status(), answered.body());
    } else if (decision.outcome() instanceof Outcome.NotSent) {
      return later(number, send, Reason.UPSTREAM_UNREACHABLE.wire(), null, null);
    }
    return queue.end(number, send.id(), State.UNKNOWN, Reason.OUTCOME_UNKNOWN.wire(), null, null);
  }

  /** When what refuses it now may be over; null when it will not. */
  private @Nullable Instant mayPassAt(Refusal refusal) {
    Reason reason = refusal.reason();
    if (reason == Reason.UNDECIDED) {
      return refusal.nextAt() == null ? ledger.now().plus(SOON) : refusal.nextAt();
    }
    boolean passes =
        reason.isThrottle()
            || reason == Reason.IN_FLIGHT
            || reason == Reason.UPSTREAM_UNREACHABLE
            || reason == Reason.NUMBER_RESTRICTED
            || reason == Reason.TOKEN_REFUSED;
    return passes ? refusal.nextAt() : null;
  }

  /** Meta's own back-off: it doubles, up to a minute. */
  private Future<Void> later(
      String number,
      DeferredSend send,
      @Nullable String reason,
      @Nullable Integer status,
      byte @Nullable [] body) {
    Duration backoff = SOON.multipliedBy(1L << Math.min(send.tries(), LONGEST_BACKOFF));
    Instant nextAt = ledger.now().plus(backoff);
    return nextAt.isBefore(send.giveUpAt())
        ? queue.putBack(number, send.id(), nextAt)
        : queue.end(number, send.id(), State.REFUSED, reason, status, text(body));
  }

  private Future<Void> answered(String number, DeferredSend send, int status, byte[] body) {
    State state = status >= 200 && status < 300 ? State.SENT : State.REFUSED;
    return queue.end(number, send.id(), state, null, status, text(body));
  }

  private static @Nullable String text(byte @Nullable [] body) {
    return body == null ? null : new String(body, StandardCharsets.UTF_8);
  }

  /** Claims nothing any more; ends when all that is claimed has ended. */
  public Future<Void> stop() {
    stopping = true;
    tellIfIdle();
    return idle.future();
  }
}
