package io.sallyport.instead;

import io.sallyport.contact.Window;
import io.sallyport.rule.BusinessNumber;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets parked sends out when their contact has written, each contact's one after another. */
public final class ParkedRelease {

  private final Turn turn;
  private final ParkedSends parked;
  private final Expiry expiry;

  public ParkedRelease(Turn turn, ParkedSends parked, Expiry expiry) {
    this.turn = turn;
    this.parked = parked;
    this.expiry = expiry;
  }

  /**
   * What any replica has to do for a number's sends that are parked or held: contacts wrote and
   * their sends are not out yet, or their time has come.
   */
  Future<?> run(BusinessNumber number) {
    Future<Void> left =
        parked.leaving(number.phoneNumberId()).compose(lists -> release(number, lists));
    return Future.join(left, expiry.run(number.phoneNumberId()));
  }

  /** Whether one of these lists is being let out by somebody else: another replica, or the poll. */
  public Future<Boolean> isUnderWay(BusinessNumber number, Collection<String> lists) {
    return any(lists, list -> parked.isOnItsWay(number.phoneNumberId(), list));
  }

  /** Or whether the CRM has yet to hear of the message by which one of them was let out. */
  public Future<Boolean> isUnderWayOrUntold(BusinessNumber number, Collection<String> lists) {
    return isUnderWay(number, lists)
        .compose(
            is ->
                is
                    ? Future.succeededFuture(true)
                    : any(lists, list -> parked.isUntold(number.phoneNumberId(), list)));
  }

  private static Future<Boolean> any(
      Collection<String> lists, Function<String, Future<Boolean>> is) {
    List<Future<Boolean>> all = lists.stream().map(is).toList();
    return Future.all(all).map(done -> all.stream().anyMatch(Future::result));
  }

  /** What these lists were let out by is queued for the CRM: later messages need not wait. */
  public Future<Void> told(BusinessNumber number, Collection<String> lists) {
    return parked.told(number.phoneNumberId(), lists);
  }

  /**
   * Lets out what is parked in these lists.
   *
   * @return complete when all has left, or waits again; a send that is claimed by another replica
   *     is not waited for
   */
  public Future<Void> release(BusinessNumber number, Collection<String> lists) {
    return Future.join(lists.stream().map(list -> release(number, list)).toList()).mapEmpty();
  }

  private Future<Void> release(BusinessNumber number, String list) {
    return parked
        .next(number.phoneNumberId(), list)
        .compose(
            next ->
                next == null
                    ? Future.succeededFuture()
                    : turn.take(number, next, place(number.phoneNumberId(), list, next))
                        .compose(taken -> release(number, list)));
  }

  private Turn.Place place(String number, String list, DeferredSend one) {
    String id = one.id();
    return new Turn.Place() {
      @Override
      public Future<Void> putBack(Instant notBefore) {
        return parked.putBack(number, list, id, notBefore);
      }

      @Override
      public Future<Void> keep(Instant until) {
        return parked.keep(number, list, id, until);
      }

      @Override
      public Future<Void> hold(HeldFor held) {
        return parked.hold(number, list, id, held);
      }

      @Override
      public Future<Void> end(SendEnd end) {
        return parked.end(number, list, id, end);
      }

      @Override
      public Future<Void> waitForContact(@Nullable Window window) {
        Instant last = window == null ? null : window.lastInboundAt();
        return parked.parkAgain(number, list, one, last);
      }
    };
  }
}
