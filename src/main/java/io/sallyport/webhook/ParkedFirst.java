package io.sallyport.webhook;

import static java.util.stream.Collectors.groupingBy;

import io.sallyport.account.Numbers;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.ledger.Leaving;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Lets out what was parked until a contact writes, before the CRM hears that the contact wrote: it
 * might answer, too.
 */
@Singleton
final class ParkedFirst {

  /** How often it is asked whether another replica, or the poll, has let them out. */
  private static final Duration AGAIN = Duration.ofMillis(20);

  private final Numbers numbers;
  private final ParkedRelease parked;

  ParkedFirst(Numbers numbers, ParkedRelease parked) {
    this.numbers = numbers;
    this.parked = parked;
  }

  /** Complete when all has left, or waits again, or that is slow; never fails. */
  Uni<Void> leave(List<Leaving> leaving) {
    return byNumber(leaving, this::leave)
        .ifNoItem()
        .after(Leaving.LONGEST)
        .recoverWithItem((Void) null);
  }

  /**
   * The delivery by which this leaves is queued for the CRM; never fails: who is not told waits for
   * a while.
   */
  Uni<Void> told(List<Leaving> leaving) {
    return byNumber(leaving, (number, some) -> told(number, lists(some, false)));
  }

  /** A failure is left to the next poll. */
  private Uni<Void> byNumber(
      List<Leaving> leaving, BiFunction<BusinessNumber, List<Leaving>, Uni<Void>> step) {
    if (leaving.isEmpty()) {
      return done();
    }
    List<Uni<Void>> all =
        leaving.stream().collect(groupingBy(Leaving::phoneNumberId)).entrySet().stream()
            .map(one -> byNumber(one.getKey(), one.getValue(), step))
            .toList();
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> byNumber(
      String id, List<Leaving> some, BiFunction<BusinessNumber, List<Leaving>, Uni<Void>> step) {
    return numbers
        .find(id)
        .map(number -> step.apply(number, some))
        .orElseGet(ParkedFirst::done)
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> leave(BusinessNumber number, List<Leaving> some) {
    List<String> own = lists(some, false);
    List<String> others = lists(some, true).stream().filter(list -> !own.contains(list)).toList();
    return Uni.join()
        .all(release(number, own), follow(number, others))
        .andFailFast()
        .replaceWithVoid();
  }

  private static List<String> lists(List<Leaving> some, boolean hasBegun) {
    return some.stream()
        .filter(one -> one.hasBegun() == hasBegun)
        .map(Leaving::list)
        .distinct()
        .toList();
  }

  /** Another replica, or the poll, may have begun since the window opened: it is waited for. */
  private Uni<Void> release(BusinessNumber number, List<String> lists) {
    return lists.isEmpty()
        ? done()
        : UniHelper.toUni(parked.release(number, lists))
            .chain(() -> UniHelper.toUni(parked.isUnderWay(number, lists)))
            .chain(is -> is ? pause().chain(() -> release(number, lists)) : done());
  }

  /** Waits for what an earlier message let out, and until the CRM hears of that one first. */
  private Uni<Void> follow(BusinessNumber number, List<String> lists) {
    return lists.isEmpty()
        ? done()
        : UniHelper.toUni(parked.isUnderWayOrUntold(number, lists))
            .chain(is -> is ? pause().chain(() -> follow(number, lists)) : done());
  }

  private Uni<Void> told(BusinessNumber number, List<String> lists) {
    return lists.isEmpty() ? done() : UniHelper.toUni(parked.told(number, lists));
  }

  private static Uni<Void> pause() {
    return Uni.createFrom().voidItem().onItem().delayIt().by(AGAIN);
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
