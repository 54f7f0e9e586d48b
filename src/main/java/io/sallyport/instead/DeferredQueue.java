package io.sallyport.instead;

import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Result;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends that wait, by number. Durable; shared by all replicas. A send is claimed by one of them at
 * a time, and by another when that one does not say in a minute what became of it.
 */
public interface DeferredQueue {

  /** What came of adding. */
  enum Added {
    ADDED,
    /** It waits already; or it did, and has left: what did not leave may be added again. */
    KNOWN,
    /** Another send has this id. */
    ANOTHER
  }

  /** What a claim came to. */
  sealed interface Claim {

    /** It is the caller's to send. */
    record Taken(DeferredSend send) implements Claim {}

    /**
     * None may be tried now.
     *
     * @param nextAt when one may be, or the claim of another on it ends; null when none waits
     * @param aside whether there is something to do for sends that are parked or held
     */
    record None(@Nullable Instant nextAt, boolean aside) implements Claim {}
  }

  /**
   * What waits.
   *
   * @param sends how many wait for their turn, those on their way with them
   * @param since when the first of them was queued; null when there is none
   * @param parked how many wait for their contact
   * @param held how many wait for a person
   */
  record Waiting(long sends, @Nullable Instant since, long parked, long held) {}

  /**
   * Adds a send.
   *
   * @param notBefore when it may be tried
   * @param priority of those that may be, the lowest goes first
   */
  Future<Added> add(String phoneNumberId, DeferredSend send, Instant notBefore, double priority);

  /** Takes the next send that may be tried. */
  Future<Claim> claim(String phoneNumberId);

  /** Takes the next send, whether it may be tried or not. */
  Future<Claim> claimAny(String phoneNumberId);

  /** Puts a claimed send back. */
  Future<Void> putBack(String phoneNumberId, String id, Instant notBefore);

  /** A claim stands until then: nobody knows what became of the send before. */
  Future<Void> keep(String phoneNumberId, String id, Instant until);

  /** Holds a claimed send for a person. */
  Future<Void> hold(String phoneNumberId, DeferredSend send, HeldFor held);

  /** A claimed send has come to its end; its content is forgotten. */
  Future<Void> end(String phoneNumberId, String id, SendEnd end);

  /**
   * Takes a send out that is not claimed.
   *
   * @return whether it was there, and is cancelled now
   */
  Future<Boolean> cancel(String phoneNumberId, String id);

  /** What became of a send; null when there is none, or it is long ago. */
  Future<@Nullable DeferredState> find(String phoneNumberId, String id);

  Future<Waiting> waiting(String phoneNumberId);

  /**
   * What a caller is told of a send that was to wait.
   *
   * @param waits what is told when it does from now on; of one that does already, since when
   */
  default Future<Result> told(String phoneNumberId, Added added, Result.Waits waits) {
    return switch (added) {
      case ADDED -> Future.succeededFuture(waits);
      case KNOWN ->
          find(phoneNumberId, waits.id()).map(known -> known == null ? waits : known.told(waits));
      case ANOTHER ->
          Future.succeededFuture(
              new Result.Refused(Refusal.of(Reason.KEY_REUSED, IdempotencyKey.REUSED)));
    };
  }
}
