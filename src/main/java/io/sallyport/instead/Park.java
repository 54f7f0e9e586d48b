package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.Opener;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.template.Template;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parks what only the closed window refuses until the contact writes, and asks the contact for that
 * by a template, the opener.
 */
public final class Park implements Instead {

  private final ParkedSends parked;
  private final DeferredQueue waiting;
  private final Sender sender;
  private final SharedClock clock;
  private final Audit audit;
  private final Consumer<Deferral.Queued> queued;

  /**
   * Parks sends.
   *
   * @param waiting knows which sends are parked already
   * @param sender of openers
   * @param audit told of openers
   * @param queued told of every send that is parked
   */
  public Park(
      ParkedSends parked,
      DeferredQueue waiting,
      Sender sender,
      SharedClock clock,
      Audit audit,
      Consumer<Deferral.Queued> queued) {
    this.parked = parked;
    this.waiting = waiting;
    this.sender = sender;
    this.clock = clock;
    this.audit = audit;
    this.queued = queued;
  }

  @Override
  public Future<@Nullable Decision> of(
      Send send, Preferences preferences, Decision decision, Refusal refusal) {
    ParkWish wish = preferences.park();
    if (wish == null || !isFor(refusal.reason(), decision.sendClass())) {
      return Future.succeededFuture();
    }
    Instant now = clock.now();
    DeferredSend one =
        DeferredSend.of(send, message(decision), now, now.plus(wish.length()), preferences.holds());
    return isKnown(send, one)
        .compose(
            known ->
                known || wish.opener() == null
                    ? Future.succeededFuture()
                    : open(send, preferences, decision, refusal, wish.opener()))
        .compose(
            refused ->
                refused == null
                    ? park(send, one, decision).map(result -> told(decision, refusal, result))
                    : Future.succeededFuture(refused))
        // The store does not answer: the refusal stands.
        .otherwise(decision);
  }

  static boolean isFor(@Nullable Reason reason, @Nullable SendClass sendClass) {
    return reason == Reason.WINDOW_CLOSED && sendClass == SendClass.FREE_FORM;
  }

  private Future<Boolean> isKnown(Send send, DeferredSend one) {
    return send.key() == null
        ? Future.succeededFuture(false)
        : waiting
            .find(send.number().phoneNumberId(), one.id())
            .map(known -> known != null && !known.hasEnded());
  }

  private Future<Result> park(Send send, DeferredSend one, Decision decision) {
    Instant last = decision.window() == null ? null : decision.window().lastInboundAt();
    String number = send.number().phoneNumberId();
    return parked
        .park(number, one, last)
        .onSuccess(added -> queued.accept(new Deferral.Queued(number, Duration.ZERO)))
        .compose(
            added ->
                waiting.told(
                    number,
                    added,
                    new Result.Waits(
                        Result.How.PARKED, one.id(), one.since(), null, one.giveUpAt(), true)));
  }

  private static Decision told(Decision decision, Refusal closed, Result result) {
    if (!(result instanceof Result.Waits waits)) {
      return decision.with(result);
    }
    // One that was parked with this key may be held by now.
    Refusal why = waits.how() == Result.How.HELD ? Hold.refusal(List.of()) : closed;
    return decision.with(result).insteadOf(why);
  }

  private static OutboundMessage message(Decision decision) {
    OutboundMessage message = decision.message();
    if (message == null) {
      throw new IllegalStateException("a send that was judged has a message");
    }
    return message;
  }

  /**
   * Sends the opener, unless the contact had one within a day.
   *
   * @return what refuses the send with it; null when it may be parked
   */
  private Future<@Nullable Decision> open(
      Send send, Preferences preferences, Decision decision, Refusal closed, Template.Key opener) {
    byte[] body =
        send.format() == BodyFormat.JSON
            ? Opener.of(send.body(), opener.name(), opener.language())
            : null;
    if (body == null) {
      return Future.succeededFuture(
          decision.with(new Result.Refused(closed.with(closed.details() + NO_OPENER))));
    }
    String number = send.number().phoneNumberId();
    OutboundMessage message = message(decision);
    return parked
        .takeOpener(number, message.recipient())
        .compose(
            taken ->
                taken == null
                    ? Future.succeededFuture()
                    : sender
                        .handle(send.withoutKey(body), preferences.ofOpener())
                        .compose(
                            opened -> {
                              audit.note(number, send.client(), null, opened);
                              Refusal refused = refusalOf(opened, closed, opener);
                              return refused == null
                                  ? Future.succeededFuture()
                                  : parked
                                      .giveBackOpener(number, message.recipient(), taken)
                                      .otherwiseEmpty()
                                      .map(given -> decision.with(new Result.Refused(refused)));
                            }));
  }

  private static final String NO_OPENER =
      " It was not parked: an opener goes to a person, with a send that is JSON.";

  /** What refuses the opener is the answer; null when it has left, or may have, or is held. */
  private static @Nullable Refusal refusalOf(Decision opened, Refusal closed, Template.Key opener) {
    String start =
        closed.details()
            + " Its opener, "
            + opener.slashed()
            + ", was refused, so it is not parked: ";
    if (opened.outcome() instanceof Outcome.Answered answered) {
      return answered.isRejected()
          ? closed.with(start + "Meta answered HTTP " + answered.status() + " " + code(answered))
          : null;
    }
    Refusal refusal = opened.refusal();
    return refusal == null || opened.outcome() instanceof Outcome.Unknown
        ? null
        : refusal.with(start + refusal.details());
  }

  private static String code(Outcome.Answered answered) {
    Integer code = answered.answer().errorCode();
    return code == null ? "without a code." : "with code " + code + ".";
  }
}
