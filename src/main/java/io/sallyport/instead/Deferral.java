package io.sallyport.instead;

import io.sallyport.contact.Window;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.SendClass;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.template.Category;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Queues what a throttle refused, where the caller or the owner of the number wants that. */
public final class Deferral implements Instead {

  /**
   * A send waits.
   *
   * @param due after how long it may be tried
   */
  public record Queued(String phoneNumberId, Duration due) {}

  /** How long a send waits at most: an older message is of no use. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Between two groups of priorities, more than any end of a send, s since 1970, within one. */
  private static final double GROUP = 1e11;

  private final DeferredQueue queue;
  private final SharedClock clock;
  private final OnLimit onLimit;
  private final Consumer<Queued> queued;

  /**
   * Defers sends.
   *
   * @param onLimit what becomes of marketing whose caller does not ask to wait
   * @param queued told of every send that waits
   */
  public Deferral(
      DeferredQueue queue, SharedClock clock, OnLimit onLimit, Consumer<Queued> queued) {
    this.queue = queue;
    this.clock = clock;
    this.onLimit = onLimit;
    this.queued = queued;
  }

  @Override
  public Future<@Nullable Decision> of(
      Send send, Preferences preferences, Decision decision, Refusal refusal) {
    boolean asked = preferences.respondAsync();
    if (!asked && onLimit != OnLimit.DEFER) {
      return Future.succeededFuture();
    }
    Instant notBefore = refusal.nextAt();
    boolean may = asked || refusal.reason() == Reason.MARKETING_THROTTLED;
    if (!may || !refusal.reason().isThrottle() || notBefore == null) {
      return Future.succeededFuture();
    }
    Instant giveUpAt = giveUpAt(decision);
    if (!notBefore.isBefore(giveUpAt)) {
      String details = refusal.details() + " " + cannotWait(giveUpAt);
      return Future.succeededFuture(decision.with(new Result.Refused(refusal.with(details))));
    }
    return queue(send, preferences, decision, notBefore, giveUpAt);
  }

  /** A reply has to leave in its window. */
  private Instant giveUpAt(Decision decision) {
    Instant latest = clock.now().plus(LONGEST);
    Window window = decision.window();
    Instant closes = window == null ? null : window.expiresAt();
    return decision.sendClass() == SendClass.FREE_FORM && closes != null && closes.isBefore(latest)
        ? closes
        : latest;
  }

  private Future<@Nullable Decision> queue(
      Send send, Preferences preferences, Decision decision, Instant notBefore, Instant giveUpAt) {
    DeferredSend deferred =
        DeferredSend.of(
            send,
            Objects.requireNonNull(decision.message()),
            clock.now(),
            giveUpAt,
            preferences.holds());
    Result.Waits waits =
        new Result.Waits(
            Result.How.DEFERRED,
            deferred.id(),
            deferred.since(),
            notBefore,
            giveUpAt,
            preferences.respondAsync());
    return queue
        .add(send.number().phoneNumberId(), deferred, notBefore, priority(decision, giveUpAt))
        .onSuccess(added -> tell(send.number(), notBefore))
        .compose(added -> queue.told(send.number().phoneNumberId(), added, waits))
        .map(decision::with)
        // The queue does not answer: the throttle's refusal stands.
        .otherwise(decision);
  }

  private void tell(BusinessNumber number, Instant notBefore) {
    Duration due = Duration.between(clock.now(), notBefore);
    queued.accept(new Queued(number.phoneNumberId(), due));
  }

  private static String cannotWait(Instant latest) {
    return "It cannot wait for that: it is of use until " + latest + " only.";
  }

  /**
   * Replies first, then what the business begins, marketing last; in each group the nearest end.
   */
  private static double priority(Decision decision, Instant giveUpAt) {
    Category category = decision.category();
    boolean marketing = category != null && category.isMarketing();
    int group = marketing ? 2 : decision.sendClass() == SendClass.FREE_FORM ? 0 : 1;
    return group * GROUP + giveUpAt.getEpochSecond();
  }
}
