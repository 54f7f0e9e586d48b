package io.sallyport.send;

import io.sallyport.channel.Channel;
import io.sallyport.circuit.Circuits;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.Submission;
import io.sallyport.send.PendingSend.Next;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * A send's whole path: read, judge, admit, forward, settle. {@link PendingSend} says what comes
 * next, and this class does it: it is the only one that waits.
 *
 * <p>A failure while deciding refuses. A send that may have left is never repeated.
 */
public final class SendMessage {

  private final Channel channel;
  private final Policies policies;
  private final TemplateLookup templates;
  private final Ledger ledger;
  private final SharedStores shared;
  private final Circuits circuits;
  private final Upstream upstream;
  private final Settlement settlement;

  public SendMessage(Deciders deciders, IdempotencyStore keys, Upstream upstream) {
    this.channel = deciders.channel();
    this.policies = deciders.policies();
    this.templates = deciders.templateLookup();
    this.ledger = deciders.ledger();
    this.shared = deciders.shared();
    this.circuits = deciders.circuits();
    this.upstream = upstream;
    this.settlement = new Settlement(channel, ledger, keys, shared);
  }

  /** Decides a send and, if it may leave, lets it out once. Never fails. */
  public Future<Decision> handle(Send send) {
    Reading reading = channel.read(send.body(), send.format(), send.number().country());
    if (reading instanceof Reading.Malformed bad) {
      Refusal refusal = Refusal.of(Reason.INVALID_BODY, bad.why());
      return Future.succeededFuture(Decision.refused(null, null, refusal));
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    PendingSend pending =
        new PendingSend(
            send,
            message,
            policies,
            new SharedLimits(policies, shared.budgets()),
            new CircuitsOfSend(circuits, upstream, send));
    Promise<Decision> decided = Promise.promise();
    run(pending, decided, () -> begin(pending, decided));
    return decided.future();
  }

  private void begin(PendingSend pending, Promise<Decision> decided) {
    Send send = pending.send();
    OutboundMessage message = pending.message();
    if (message.sendClass() == SendClass.CONTROL) {
      ledger
          .isDisabled(send.number().phoneNumberId())
          .onComplete(
              asked ->
                  go(
                      pending,
                      decided,
                      () -> pending.ofControl(Boolean.TRUE.equals(asked.result()))));
      return;
    }
    Submission known = templates.known(send.number(), send.endpoint(), message);
    if (known != null) {
      go(pending, decided, () -> pending.prepare(known));
    } else {
      templates
          .ask(send.number(), send.endpoint(), message)
          .onComplete(asked -> go(pending, decided, () -> pending.prepare(result(asked))));
    }
  }

  private void go(PendingSend pending, Promise<Decision> decided, Supplier<Next> told) {
    run(pending, decided, () -> act(pending, decided, told.get()));
  }

  private void act(PendingSend pending, Promise<Decision> decided, Next next) {
    String number = pending.send().number().phoneNumberId();
    switch (next) {
      case ADMIT ->
          ledger
              .admit(number, pending.message().recipient(), pending.terms(), pending.context())
              .onComplete(
                  verdict -> go(pending, decided, () -> pending.onVerdict(result(verdict))));
      case TAKE_MESSAGING_LIMIT ->
          shared
              .limits()
              .take(
                  pending.send().number().portfolio(),
                  pending.message().recipient(),
                  pending.reservation().id(),
                  pending.shared().messagingLimit())
              .onComplete(taken -> go(pending, decided, () -> pending.onMessagingLimit(taken)));
      case TAKE_BUDGETS ->
          shared
              .spent()
              .take(pending.shared().spending(), pending.shared().takesEvenIfSpent())
              .onComplete(taken -> go(pending, decided, () -> pending.onBudgets(taken)));
      case FORWARD ->
          upstream
              .send(pending.outgoing())
              .onComplete(sent -> go(pending, decided, () -> pending.onOutcome(outcome(sent))));
      case SETTLE ->
          settlement.settle(pending).onComplete(settled -> go(pending, decided, () -> Next.ANSWER));
      case GIVE_BACK ->
          settlement
              .giveBack(pending)
              .onComplete(given -> go(pending, decided, pending::onGivenBack));
      case ANSWER -> decided.complete(pending.decision());
    }
  }

  /** A bug ends it, wherever it is. */
  private static void run(PendingSend pending, Promise<Decision> decided, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException bug) {
      decided.tryComplete(pending.decidedByBug());
    }
  }

  /** Of what never fails but by a bug. */
  private static <T> T result(AsyncResult<T> of) {
    if (of.failed()) {
      throw new IllegalStateException(of.cause());
    }
    return of.result();
  }

  /** An upstream that fails has a bug: nobody knows whether it had written the send. */
  private static Outcome outcome(AsyncResult<Outcome> sent) {
    return sent.succeeded() ? sent.result() : new Outcome.Unknown();
  }
}
