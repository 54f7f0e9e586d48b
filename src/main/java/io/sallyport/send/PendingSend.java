package io.sallyport.send;

import io.sallyport.budget.BudgetSpent;
import io.sallyport.circuit.OpenCircuit;
import io.sallyport.contact.Window;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Quota;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.MessageVerdict;
import io.sallyport.rule.NumberRestricted;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.vertx.core.AsyncResult;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One send until it has its decision: what is known of it so far, and what is to be done next. It
 * waits for nothing; {@link SendMessage} does what it says and tells it what came of that. Told one
 * thing at a time, by whatever thread.
 */
final class PendingSend {

  /** What is to be done next. */
  enum Next {
    /** Ask the ledger: {@link #onVerdict}. */
    ADMIT,
    /** Take a place in the portfolio's messaging limit: {@link #onMessagingLimit}. */
    TAKE_MESSAGING_LIMIT,
    /** Take what it costs from the budgets that apply: {@link #onBudgets}. */
    TAKE_BUDGETS,
    /** Let it out, once: {@link #onOutcome}. */
    FORWARD,
    /** Settle what it holds by its outcome, then answer. */
    SETTLE,
    /** It does not leave: give back what it holds, {@link #onGivenBack}. */
    GIVE_BACK,
    /** There is a {@link #decision}. */
    ANSWER
  }

  private final Send send;
  private final OutboundMessage message;
  private final Policies policies;
  private final CircuitsOfSend circuits;
  private final SharedLimits shared;

  private @Nullable Submission submission;
  private @Nullable Terms terms;
  private @Nullable SendContext context;
  private @Nullable Reservation reservation;
  private @Nullable Outcome outcome;
  private boolean hasLeft;
  private @Nullable Category category;
  private @Nullable Window window;
  private @Nullable Refusal observedOfMessage;
  private @Nullable Refusal observed;
  private @Nullable Quota quota;
  private @Nullable Charge charge;
  private @Nullable Basis basis;
  private @Nullable Result result;

  PendingSend(
      Send send,
      OutboundMessage message,
      Policies policies,
      SharedLimits shared,
      CircuitsOfSend circuits) {
    this.send = send;
    this.message = message;
    this.policies = policies;
    this.shared = shared;
    this.circuits = circuits;
  }

  /**
   * A read receipt or typing indicator. Nothing holds it back but a disabled account: it harms
   * nobody.
   *
   * @param disabled whether Meta disabled the number's account; false when nobody can say
   */
  Next ofControl(boolean disabled) {
    Enforcement enforcement = policies.settings().enforcement(Reason.NUMBER_RESTRICTED);
    if (disabled && enforcement != Enforcement.OFF) {
      Refusal refusal = policies.refusal(NumberRestricted.Restricted.DISABLED);
      if (enforcement == Enforcement.ENFORCE) {
        return refuse(refusal);
      }
      observed = refusal;
    }
    return leave();
  }

  /** A message, with what is known of its template. */
  Next prepare(Submission known) {
    submission = known;
    MessageVerdict verdict = policies.judge(known);
    category = verdict.category();
    if (!(verdict instanceof MessageVerdict.Passed passed)) {
      return refuse(((MessageVerdict.Refused) verdict).refusal());
    }
    observedOfMessage = passed.observed();
    observed = observedOfMessage;
    terms = passed.terms();
    context =
        SendContext.of(
            policies,
            send.number(),
            message.recipient(),
            passed.terms(),
            known.now(),
            send.idempotencyKey(message.callbackData()));
    return Next.ADMIT;
  }

  /** The ledger has answered. */
  Next onVerdict(Verdict verdict) {
    basis = Basis.of(policies, Objects.requireNonNull(submission), verdict);
    if (verdict instanceof Verdict.Admitted admitted) {
      return onAdmitted(admitted);
    }
    if (verdict instanceof Verdict.Undecided) {
      return undecided();
    }
    // What message rules observed is not told of a send that the ledger turns away.
    observed = null;
    if (verdict instanceof Verdict.Refused refused) {
      window = refused.window();
      quota = refused.quota();
      return refuse(circuits.first(policies.refusal(refused.grounds())));
    } else if (verdict instanceof Verdict.Replayed replayed) {
      return answer(new Result.Replayed(replayed.answer()));
    } else if (verdict instanceof Verdict.InFlight running) {
      return refuse(new Refusal(Reason.IN_FLIGHT, IdempotencyKey.IN_FLIGHT, running.until()));
    } else if (verdict instanceof Verdict.KeyReused) {
      return refuse(Refusal.of(Reason.KEY_REUSED, IdempotencyKey.REUSED));
    }
    return answer(new Result.Sent(new Outcome.Unknown()));
  }

  private Next onAdmitted(Verdict.Admitted admitted) {
    window = admitted.window();
    quota = admitted.quota();
    charge = admitted.charge();
    reservation = admitted.reservation();
    if (observed == null && admitted.observed() != null) {
      observed = policies.refusal(admitted.observed());
    }
    shared.onAdmitted(send, terms(), admitted);
    return shared.needsMessagingLimit() ? Next.TAKE_MESSAGING_LIMIT : takeBudgets();
  }

  /** Of the portfolio: null when the contact may be reached, else from when on. */
  Next onMessagingLimit(AsyncResult<@Nullable Instant> taken) {
    Refusal refusal = shared.onMessagingLimit(taken);
    return taken.failed() || isRefusedBy(refusal) ? Next.GIVE_BACK : takeBudgets();
  }

  private Next takeBudgets() {
    return shared.needsBudgets() ? Next.TAKE_BUDGETS : leave();
  }

  /** The last rule: null when the budgets that apply have room, else the first that has none. */
  Next onBudgets(AsyncResult<@Nullable BudgetSpent> taken) {
    Refusal refusal = shared.onBudgets(taken);
    return taken.failed() || isRefusedBy(refusal) ? Next.GIVE_BACK : leave();
  }

  /** Null is none; one of a rule that is only observed is noted. */
  private boolean isRefusedBy(@Nullable Refusal refusal) {
    if (refusal == null) {
      return false;
    }
    if (policies.settings().enforcement(refusal.reason()) == Enforcement.ENFORCE) {
      observed = null;
      charge = null;
      result = new Result.Refused(circuits.first(refusal));
      return true;
    }
    observed = observed == null ? refusal : observed;
    return false;
  }

  /** What it held is given back, as far as that could be done. */
  Next onGivenBack() {
    reservation = null;
    return result == null ? undecided() : Next.ANSWER;
  }

  /** The last look before it leaves: a circuit may hold it back. */
  private Next leave() {
    reservation = reservation == null ? null : reservation.observed(observed);
    OpenCircuit open = circuits.refuses();
    if (open == null) {
      hasLeft = true;
      return Next.FORWARD;
    }
    result = new Result.Refused(open.refusal());
    return reservation == null ? Next.ANSWER : Next.GIVE_BACK;
  }

  /** Meta has answered, or not. */
  Next onOutcome(Outcome end) {
    outcome = end;
    circuits.ended(end);
    result = new Result.Sent(end);
    return reservation == null ? Next.ANSWER : Next.SETTLE;
  }

  /** With a key the caller wants it at most once, which nobody can promise now. */
  private Next undecided() {
    window = Window.UNKNOWN;
    quota = null;
    charge = null;
    if (policies.settings().onStoreFailure() == StoreFailure.ALLOW && send.key() == null) {
      observed = observedOfMessage;
      return leave();
    }
    observed = null;
    return refuse(Refusal.undecided());
  }

  private Next refuse(Refusal refusal) {
    return answer(new Result.Refused(refusal));
  }

  private Next answer(Result end) {
    result = end;
    return Next.ANSWER;
  }

  /** What becomes of it when something here is broken: refused, unless it may have left. */
  Decision decidedByBug() {
    return hasLeft
        ? decision(new Result.Sent(outcome == null ? new Outcome.Unknown() : outcome))
        : Decision.refused(message, null, Refusal.undecided()).inWindow(Window.UNKNOWN);
  }

  Decision decision() {
    return decision(Objects.requireNonNull(result));
  }

  private Decision decision(Result end) {
    return new Decision(message, category, window, observed, quota, charge, end, null, basis);
  }

  Send send() {
    return send;
  }

  OutboundMessage message() {
    return message;
  }

  Terms terms() {
    return Objects.requireNonNull(terms);
  }

  SendContext context() {
    return Objects.requireNonNull(context);
  }

  Reservation reservation() {
    return Objects.requireNonNull(reservation);
  }

  SharedLimits shared() {
    return shared;
  }

  /** Its Idempotency-Key, taken at the ledger; null without one. */
  @Nullable IdempotencyKey key() {
    return context == null ? null : context.key();
  }

  Outcome outcome() {
    return Objects.requireNonNull(outcome);
  }

  /** What goes to Meta: as it came, but for a mark by which a status finds the key again. */
  Send outgoing() {
    IdempotencyKey key = reservation == null ? null : key();
    // Other channels have nothing that a webhook would bring back.
    return key == null || key.callbackData() != null || message.own() != null
        ? send
        : send.marked(key.mark());
  }
}
