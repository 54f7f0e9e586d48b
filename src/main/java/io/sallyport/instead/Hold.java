package io.sallyport.instead;

import io.sallyport.instead.DeferredState.State;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.OutboundMessage;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Draft;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.Explanation;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.send.SendMessage;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds for a person what would be forwarded and is to be looked at first. It is asked for by
 * client: sends of others go straight on.
 */
public final class Hold implements Sender {

  /** How long a send is held; without a decision it then expires. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final SendMessage sendMessage;
  private final ExplainSend explainSend;
  private final Upstream upstream;
  private final IdempotencyStore keys;
  private final HeldSends store;
  private final DeferredQueue waiting;
  private final SharedClock clock;
  private final Consumer<Deferral.Queued> queued;

  /**
   * Holds sends.
   *
   * @param keys know whether a send has its key
   * @param waiting knows which sends are held already
   * @param queued told of every send that is held
   */
  public Hold(
      SendMessage sendMessage,
      ExplainSend explainSend,
      Upstream upstream,
      IdempotencyStore keys,
      HeldSends store,
      DeferredQueue waiting,
      SharedClock clock,
      Consumer<Deferral.Queued> queued) {
    this.sendMessage = sendMessage;
    this.explainSend = explainSend;
    this.upstream = upstream;
    this.keys = keys;
    this.store = store;
    this.waiting = waiting;
    this.clock = clock;
    this.queued = queued;
  }

  @Override
  public Future<Decision> handle(Send send, Preferences preferences) {
    return preferences.holds().isEmpty()
        ? sendMessage.handle(send)
        : handle(send, send.idempotencyKey(null), preferences.holds())
            // The store does not say whether it is to be held: it must not leave.
            .otherwise(silent -> Decision.refused(Refusal.undecided()));
  }

  private Future<Decision> handle(
      Send send, @Nullable IdempotencyKey key, List<HoldReason> reasons) {
    if (key == null) {
      return handle(send, reasons, false);
    }
    String number = send.number().phoneNumberId();
    return keys.isUsed(number, key)
        .compose(
            isUsed ->
                isUsed
                    // A replay is no new message, whatever it would cost by now.
                    ? sendMessage.handle(send)
                    : isHeld(number, key).compose(isHeld -> handle(send, reasons, isHeld)));
  }

  private Future<Boolean> isHeld(String number, IdempotencyKey key) {
    return waiting
        .find(number, key.id())
        .map(known -> known != null && known.state() == State.HELD);
  }

  private Future<Decision> handle(Send send, List<HoldReason> reasons, boolean isHeld) {
    return explain(send)
        .compose(
            explained -> {
              List<String> why = why(explained, reasons);
              OutboundMessage message = explained.message();
              boolean goesOn = why.isEmpty() && !isHeld;
              return goesOn || message == null || message.contact() == null
                  ? sendMessage.handle(send)
                  : hold(send, message, explained, new HeldFor(why, clock.now(), end()));
            });
  }

  /**
   * Why a send is held whose turn has come.
   *
   * @return null when it is not; fails when that cannot be said
   */
  Future<@Nullable HeldFor> held(Send send, List<HoldReason> reasons) {
    return reasons.isEmpty()
        ? Future.succeededFuture()
        : explain(send)
            .map(explained -> why(explained, reasons))
            .map(why -> why.isEmpty() ? null : new HeldFor(why, clock.now(), end()));
  }

  private Instant end() {
    return clock.now().plus(LONGEST);
  }

  private Future<Explanation> explain(Send send) {
    return explainSend.handle(
        new Draft(
            send.number(),
            send.endpoint(),
            upstream.token(send.number().phoneNumberId(), send.credential()),
            send.client(),
            send.body(),
            send.format()));
  }

  /** What it is held for, of a send that would be forwarded. */
  static List<String> why(Explanation explained, List<HoldReason> reasons) {
    return explained.refusing() != null || explained.message() == null
        ? List.of()
        : reasons.stream()
            .filter(reason -> reason.holds(explained))
            .map(HoldReason::toString)
            .toList();
  }

  private Future<Decision> hold(
      Send send, OutboundMessage message, Explanation explained, HeldFor held) {
    DeferredSend one = DeferredSend.of(send, message, held.since(), held.until(), List.of());
    String number = send.number().phoneNumberId();
    return store
        .hold(number, one, held)
        .onSuccess(added -> queued.accept(new Deferral.Queued(number, Duration.ZERO)))
        .compose(added -> waiting.told(number, added, waits(one, held)))
        .map(result -> told(Decision.of(explained, result), held));
  }

  private static Decision told(Decision decision, HeldFor held) {
    return decision.result() instanceof Result.Waits
        ? decision.insteadOf(refusal(held.why()))
        : decision;
  }

  private static Result.Waits waits(DeferredSend one, HeldFor held) {
    return new Result.Waits(Result.How.HELD, one.id(), held.since(), null, held.until(), true);
  }

  /** What is told of it. */
  static Refusal refusal(List<String> why) {
    return Refusal.of(
        Reason.HELD,
        "A person is to let it go first"
            + (why.isEmpty() ? "." : ", because of " + String.join(", ", why) + "."));
  }
}
