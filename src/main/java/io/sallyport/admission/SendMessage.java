package io.sallyport.admission;

import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Details;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Judgement;
import io.sallyport.policy.NumberRestricted;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.policy.Submission;
import io.sallyport.policy.Terms;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * A send's whole path: read, judge, admit, forward, settle.
 *
 * <p>A failure while deciding refuses. A send that may have left is never repeated.
 */
public final class SendMessage {

  private final Policies policies;
  private final TemplateLookup templates;
  private final Ledger ledger;
  private final MessagingLimits limits;
  private final Departure departure;

  public SendMessage(
      Policies policies,
      TemplateRegistry templates,
      Ledger ledger,
      IdempotencyStore keys,
      Reach reach,
      Circuits circuits,
      Upstream upstream) {
    this.policies = policies;
    this.templates = new TemplateLookup(templates, ledger);
    this.ledger = ledger;
    this.limits = new MessagingLimits(reach);
    this.departure = new Departure(upstream, circuits, ledger, keys, reach);
  }

  /** A send that passed the rules that need no state. */
  private record Judged(Send send, OutboundMessage message, Judgement.Passed passed) {

    Terms terms() {
      return passed.terms();
    }

    /** The ledger decided nothing of it. */
    Decision ended(@Nullable Window window, @Nullable Refusal observed, Ending ending) {
      return new Decision(message, passed.category(), window, observed, null, null, ending);
    }

    Decision refused(Window window, @Nullable Quota quota, Refusal refusal) {
      Ending ending = new Ending.Refused(refusal);
      return new Decision(message, passed.category(), window, null, quota, null, ending);
    }

    Decision letOut(Verdict.Admitted admitted, @Nullable Refusal observed, Ending ending) {
      return new Decision(
          message,
          passed.category(),
          admitted.window(),
          observed,
          admitted.quota(),
          admitted.charge(),
          ending);
    }
  }

  /** Decides a send and, if it may leave, lets it out once. Never fails. */
  public Uni<Decision> handle(Send send) {
    Reading reading = OutboundMessage.read(send.body(), send.format(), send.number().country());
    if (reading instanceof Reading.Malformed bad) {
      return refuse(null, null, Refusal.of(Reason.INVALID_BODY, bad.why()));
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    if (message.sendClass() == SendClass.CONTROL) {
      return control(send, message);
    }
    return templates
        .submission(send.number(), send.endpoint(), message)
        .chain(submission -> decide(send, submission))
        .onFailure()
        .recoverWithItem(failure -> undecided(message, null));
  }

  /**
   * Nothing holds a read receipt back but a disabled account. It harms nobody: a ledger that cannot
   * tell lets it pass.
   */
  private Uni<Decision> control(Send send, OutboundMessage message) {
    Enforcement enforcement = policies.settings().enforcement(Reason.NUMBER_RESTRICTED);
    return ledger
        .isDisabled(send.number().phoneNumberId())
        .onFailure()
        .recoverWithItem(false)
        .chain(
            disabled -> {
              Refusal refusal =
                  disabled && enforcement != Enforcement.OFF
                      ? policies.refusal(NumberRestricted.Restricted.DISABLED)
                      : null;
              return refusal != null && enforcement == Enforcement.ENFORCE
                  ? refuse(message, null, refusal)
                  : departure
                      .send(send)
                      .map(
                          outcome ->
                              new Decision(message, null, null, refusal, null, null, outcome));
            });
  }

  private Uni<Decision> decide(Send send, Submission submission) {
    OutboundMessage message = submission.message();
    Judgement judgement = policies.judge(submission);
    if (judgement instanceof Judgement.Refused no) {
      return refuse(message, no.category(), no.refusal());
    }
    Judged judged = new Judged(send, message, (Judgement.Passed) judgement);
    IdempotencyKey key = key(send, message);
    Occasion occasion =
        Occasion.of(
            policies, send.number(), message.recipient(), judged.terms(), submission.now(), key);
    return ledger
        .admit(send.number().phoneNumberId(), message.recipient(), judged.terms(), occasion)
        .chain(verdict -> act(judged, key, verdict));
  }

  private static @Nullable IdempotencyKey key(Send send, OutboundMessage message) {
    String key = send.key();
    return key == null ? null : IdempotencyKey.of(key, send, message.callbackData());
  }

  private Uni<Decision> act(Judged judged, @Nullable IdempotencyKey key, Verdict verdict) {
    if (verdict instanceof Verdict.Admitted admitted) {
      return letOut(judged, key, admitted);
    } else if (verdict instanceof Verdict.Undecided) {
      return undecided(judged);
    }
    return Uni.createFrom().item(turnedAway(judged, verdict));
  }

  private Decision turnedAway(Judged judged, Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      Refusal refusal = departure.first(judged.send(), policies.refusal(refused.grounds()));
      return judged.refused(refused.window(), refused.quota(), refusal);
    } else if (verdict instanceof Verdict.Replayed replayed) {
      return judged.ended(null, null, new Ending.Replayed(replayed.answer()));
    } else if (verdict instanceof Verdict.InFlight running) {
      Refusal refusal = new Refusal(Reason.IN_FLIGHT, Details.inFlight(), running.until());
      return judged.ended(null, null, new Ending.Refused(refusal));
    } else if (verdict instanceof Verdict.KeyReused) {
      Refusal refusal = Refusal.of(Reason.KEY_REUSED, Details.keyReused());
      return judged.ended(null, null, new Ending.Refused(refusal));
    }
    return judged.ended(null, null, new Ending.Outcome.Unknown());
  }

  /** The messaging limit is the last rule, and the one that is not the number's own. */
  private Uni<Decision> letOut(
      Judged judged, @Nullable IdempotencyKey key, Verdict.Admitted admitted) {
    BusinessNumber number = judged.send().number();
    Departure.Admitted bare =
        new Departure.Admitted(judged.send(), admitted.reservation(), false, key);
    return limits
        .take(number, judged.message().recipient(), judged.terms(), admitted)
        .onItemOrFailure()
        .transformToUni(
            (answer, failure) ->
                failure != null
                    ? departure
                        .cancel(bare)
                        .onFailure()
                        .recoverWithNull()
                        .chain(() -> undecided(judged))
                    : letOut(judged, bare, admitted, answer));
  }

  private Uni<Decision> letOut(
      Judged judged,
      Departure.Admitted bare,
      Verdict.Admitted admitted,
      MessagingLimits.Answer answer) {
    Window window = admitted.window();
    Refusal overLimit = answer.grounds() == null ? null : policies.refusal(answer.grounds());
    if (overLimit != null
        && judged.terms().enforcement(Reason.MESSAGING_LIMIT) == Enforcement.ENFORCE) {
      return departure
          .cancel(bare)
          .onFailure()
          .recoverWithNull()
          .map(
              done ->
                  judged.refused(
                      window, admitted.quota(), departure.first(judged.send(), overLimit)));
    }
    Refusal observed = observed(judged.passed(), admitted, overLimit);
    Reservation reservation = admitted.reservation().observed(observed);
    return departure
        .send(new Departure.Admitted(bare.send(), reservation, answer.taken(), bare.key()))
        .map(outcome -> judged.letOut(admitted, observed, outcome));
  }

  /** The first rule that would have refused, in the order of the rules. */
  private @Nullable Refusal observed(
      Judgement.Passed passed, Verdict.Admitted admitted, @Nullable Refusal last) {
    Grounds grounds = admitted.observed();
    if (passed.observed() != null) {
      return passed.observed();
    }
    return grounds == null ? last : policies.refusal(grounds);
  }

  private Uni<Decision> undecided(Judged judged) {
    // With a key the caller wants it at most once, which nobody can promise now.
    if (policies.settings().onStoreFailure() == StoreFailure.ALLOW && judged.send().key() == null) {
      return departure
          .send(judged.send())
          .map(outcome -> judged.ended(Window.UNKNOWN, judged.passed().observed(), outcome));
    }
    return Uni.createFrom().item(undecided(judged.message(), judged.passed().category()));
  }

  private static Decision undecided(OutboundMessage message, @Nullable Category category) {
    Ending refused = new Ending.Refused(Refusal.of(Reason.UNDECIDED, Details.undecided()));
    return new Decision(message, category, Window.UNKNOWN, null, null, null, refused);
  }

  private static Uni<Decision> refuse(
      @Nullable OutboundMessage message, @Nullable Category category, Refusal refusal) {
    return Uni.createFrom().item(Decision.refused(message, category, refusal));
  }
}
