package io.sallyport.send;

import io.sallyport.channel.Channel;
import io.sallyport.circuit.Circuits;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.Submission;
import io.sallyport.send.PendingSend.Next;
import io.sallyport.template.TemplateRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

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
  private final MessagingLimitStore limits;
  private final Circuits circuits;
  private final Upstream upstream;
  private final Settlement settlement;

  public SendMessage(
      Channel channel,
      Policies policies,
      TemplateRegistry templates,
      Ledger ledger,
      IdempotencyStore keys,
      MessagingLimitStore limits,
      Circuits circuits,
      Upstream upstream) {
    this.channel = channel;
    this.policies = policies;
    this.templates = new TemplateLookup(templates, ledger);
    this.ledger = ledger;
    this.limits = limits;
    this.circuits = circuits;
    this.upstream = upstream;
    this.settlement = new Settlement(ledger, keys, limits);
  }

  /** Decides a send and, if it may leave, lets it out once. Never fails. */
  public Future<Decision> handle(Send send) {
    Reading reading = channel.read(send.body(), send.format(), send.number().country());
    if (reading instanceof Reading.Malformed bad) {
      Refusal refusal = Refusal.of(Reason.INVALID_BODY, bad.why());
      return Future.succeededFuture(Decision.refused(null, null, refusal));
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    PendingSend pending = new PendingSend(send, message, policies, circuits, upstream);
    try {
      return begin(pending).otherwise(bug -> pending.decidedByBug());
    } catch (RuntimeException bug) {
      return Future.succeededFuture(pending.decidedByBug());
    }
  }

  private Future<Decision> begin(PendingSend pending) {
    Send send = pending.send();
    OutboundMessage message = pending.message();
    if (message.sendClass() == SendClass.CONTROL) {
      return ledger
          .isDisabled(send.number().phoneNumberId())
          .transform(asked -> go(pending, pending.ofControl(asked.succeeded() && asked.result())));
    }
    Submission known = templates.known(send.number(), send.endpoint(), message);
    return known != null
        ? go(pending, pending.prepare(known))
        : templates
            .ask(send.number(), send.endpoint(), message)
            .compose(asked -> go(pending, pending.prepare(asked)));
  }

  private Future<Decision> go(PendingSend pending, Next next) {
    String number = pending.send().number().phoneNumberId();
    return switch (next) {
      case ADMIT ->
          ledger
              .admit(number, pending.message().recipient(), pending.terms(), pending.context())
              .compose(verdict -> go(pending, pending.onVerdict(verdict)));
      case TAKE_MESSAGING_LIMIT ->
          limits
              .take(
                  pending.send().number().portfolio(),
                  pending.message().recipient(),
                  pending.reservation().id(),
                  pending.messagingLimit())
              .transform(taken -> go(pending, pending.onMessagingLimit(taken)));
      case FORWARD ->
          upstream
              .send(pending.outgoing())
              .transform(sent -> go(pending, pending.onOutcome(outcome(sent))));
      case SETTLE -> settlement.settle(pending).transform(settled -> go(pending, Next.ANSWER));
      case GIVE_BACK ->
          settlement.giveBack(pending).transform(given -> go(pending, pending.onGivenBack()));
      case ANSWER -> Future.succeededFuture(pending.decision());
    };
  }

  /** An upstream that fails has a bug: nobody knows whether it had written the send. */
  private static Outcome outcome(AsyncResult<Outcome> sent) {
    return sent.succeeded() ? sent.result() : new Outcome.Unknown();
  }
}
