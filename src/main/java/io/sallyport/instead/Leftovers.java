package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.vertx.core.Future;

/**
 * Ends what waits of a number that is served no more: what waits for its turn is refused, what is
 * parked or held expires, and is told of as such.
 */
public final class Leftovers {

  private static final Refusal GONE =
      Refusal.of(Reason.UNKNOWN_NUMBER, "Its number is served no more.");

  private final DeferredQueue queue;
  private final HeldSends aside;
  private final Expiry expiry;
  private final Audit audit;

  public Leftovers(DeferredQueue queue, HeldSends aside, Expiry expiry, Audit audit) {
    this.queue = queue;
    this.aside = aside;
    this.expiry = expiry;
    this.audit = audit;
  }

  /**
   * Ends what can be ended now: what is on its way is not.
   *
   * @return whether nothing is left; fails when the store does not answer
   */
  public Future<Boolean> end(String number) {
    return refuseAll(number)
        .compose(none -> aside.hasten(number))
        .compose(due -> expiry.run(number))
        .compose(expired -> queue.waiting(number))
        .map(left -> left.sends() + left.parked() + left.held() == 0);
  }

  private Future<Void> refuseAll(String number) {
    return queue
        .claimAny(number)
        .compose(
            claim ->
                claim instanceof Claim.Taken taken
                    ? refuse(number, taken.send()).compose(ended -> refuseAll(number))
                    : Future.succeededFuture());
  }

  private Future<Void> refuse(String number, DeferredSend send) {
    audit.note(number, send.client(), null, Decision.refused(GONE));
    return queue.end(number, send.id(), SendEnd.refused(GONE.reason(), GONE.details()));
  }
}
