package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.contact.Window;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.Ledger;
import io.sallyport.message.Outcome;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.send.SendMessage;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A waiting send's turn: a verdict of that moment, and what becomes of its place by it. */
public final class Turn {

  /** Where a send waits that is claimed. */
  interface Place {

    Future<Void> putBack(Instant notBefore);

    /** It stays claimed until then. */
    Future<Void> keep(Instant until);

    Future<Void> hold(HeldFor held);

    Future<Void> end(SendEnd end);

    /**
     * The contact's window is closed.
     *
     * @return null where it does not wait for that
     */
    default @Nullable Future<Void> waitForContact(@Nullable Window window) {
      return null;
    }
  }

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int LONGEST_BACKOFF = 6;

  private final SendMessage sendMessage;
  private final Hold hold;
  private final Ledger ledger;
  private final Audit audit;

  /**
   * Turns of sends.
   *
   * @param audit told of what is decided when a send's turn comes, unless that is to wait on
   */
  public Turn(SendMessage sendMessage, Hold hold, Ledger ledger, Audit audit) {
    this.sendMessage = sendMessage;
    this.hold = hold;
    this.ledger = ledger;
    this.audit = audit;
  }

  /** Decides a claimed send, lets it out if it may leave, and settles its place. */
  Future<Void> take(BusinessNumber number, DeferredSend waiting, Place place) {
    Send send = waiting.toSend(number);
    return hold.held(send, waiting.holds())
        .compose(
            held ->
                held != null
                    ? place.hold(held)
                    : sendMessage
                        .handle(send)
                        .compose(
                            decision -> settle(number.phoneNumberId(), waiting, place, decision)),
            silent -> place.putBack(ledger.now().plus(SOON)));
  }

  private Future<Void> settle(String number, DeferredSend send, Place place, Decision decision) {
    Result result = decision.result();
    if (result instanceof Result.Refused refused) {
      if (refused.refusal().reason() == Reason.IN_FLIGHT) {
        // Somebody sends it, or died doing so: it may have left. By then its key knows.
        return place.keep(until(refused.refusal()));
      }
      Instant nextAt = mayPassAt(refused.refusal());
      if (nextAt != null && nextAt.isBefore(send.giveUpAt())) {
        // It goes on waiting, which was noted in the audit when it was queued.
        return place.putBack(nextAt);
      }
      Future<Void> waits =
          refused.refusal().reason() == Reason.WINDOW_CLOSED
              ? place.waitForContact(decision.window())
              : null;
      if (waits != null) {
        return waits;
      }
    }
    audit.note(number, send.client(), null, decision);
    if (result instanceof Result.Refused refused) {
      Refusal refusal = refused.refusal();
      return place.end(SendEnd.refused(refusal.reason(), refusal.details()));
    } else if (result instanceof Result.Replayed replayed) {
      KeptAnswer kept = replayed.answer();
      return place.end(SendEnd.answered(kept.status(), kept.body()));
    } else if (decision.outcome() instanceof Outcome.Answered answered) {
      SendEnd end = SendEnd.answered(answered.status(), answered.body());
      if (answered.isRetryableAfter(send.tries())) {
        return later(send, place, end);
      }
      boolean isProved = answered.status() < 500 || answered.isRejected();
      // Else it is of something between: Meta may have taken it.
      return place.end(isProved ? end : SendEnd.unknown(Reason.OUTCOME_UNKNOWN));
    } else if (decision.outcome() instanceof Outcome.NotSent) {
      return later(send, place, SendEnd.refused(Reason.UPSTREAM_UNREACHABLE, null));
    }
    return place.end(SendEnd.unknown(Reason.OUTCOME_UNKNOWN));
  }

  private Instant until(Refusal inFlight) {
    Instant end = inFlight.nextAt();
    return end == null ? ledger.now().plus(SOON) : end;
  }

  /** When what refuses it now may be over; null when it will not. */
  private @Nullable Instant mayPassAt(Refusal refusal) {
    Reason reason = refusal.reason();
    if (reason == Reason.UNDECIDED) {
      return refusal.nextAt() == null ? ledger.now().plus(SOON) : refusal.nextAt();
    }
    boolean passes =
        reason.isThrottle()
            || reason == Reason.UPSTREAM_UNREACHABLE
            || reason == Reason.NUMBER_RESTRICTED
            || reason == Reason.TOKEN_REFUSED;
    return passes ? refusal.nextAt() : null;
  }

  /**
   * Tries it again by Meta's own back-off, which doubles, up to a minute.
   *
   * @param end how it ends when there is no time for that
   */
  private Future<Void> later(DeferredSend send, Place place, SendEnd end) {
    Duration backoff = SOON.multipliedBy(1L << Math.min(send.tries(), LONGEST_BACKOFF));
    Instant nextAt = ledger.now().plus(backoff);
    return nextAt.isBefore(send.giveUpAt()) ? place.putBack(nextAt) : place.end(end);
  }
}
