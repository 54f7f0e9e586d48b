package io.sallyport.webhook;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.sallyport.account.Numbers;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.ledger.Leaving;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Lets out what was parked until a contact writes, before the CRM hears that the contact wrote: it
 * might answer, too.
 */
@Singleton
final class ParkedFirst {

  /** How long the relay of a webhook waits for it. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

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
    if (leaving.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Uni<Void>> all =
        leaving.stream()
            .collect(groupingBy(Leaving::phoneNumberId, mapping(Leaving::list, toList())))
            .entrySet()
            .stream()
            .map(one -> leave(one.getKey(), one.getValue()))
            .toList();
    return Uni.join()
        .all(all)
        .andCollectFailures()
        .replaceWithVoid()
        .ifNoItem()
        .after(LONGEST)
        .recoverWithItem((Void) null);
  }

  /** A failure is left to the next poll. */
  private Uni<Void> leave(String phoneNumberId, List<String> lists) {
    return numbers
        .find(phoneNumberId)
        .map(number -> leave(number, lists))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .onFailure()
        .recoverWithNull();
  }

  /** Another replica, or the poll, may have begun since the window opened: it is waited for. */
  private Uni<Void> leave(BusinessNumber number, List<String> lists) {
    return UniHelper.toUni(parked.release(number, lists))
        .chain(() -> UniHelper.toUni(parked.isUnderWay(number, lists)))
        .chain(
            isUnderWay ->
                isUnderWay
                    ? Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(AGAIN)
                        .chain(() -> leave(number, lists))
                    : Uni.createFrom().voidItem());
  }
}
