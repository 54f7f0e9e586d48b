package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.policy.Details;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Judgement;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.policy.Submission;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
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
  private final Upstream upstream;

  public SendMessage(
      Policies policies, TemplateRegistry templates, Ledger ledger, Upstream upstream) {
    this.policies = policies;
    this.templates = new TemplateLookup(templates, ledger);
    this.ledger = ledger;
    this.upstream = upstream;
  }

  /** Decides a send and, if it may leave, lets it out once. Never fails. */
  public Uni<Decision> handle(Send send) {
    Reading reading = OutboundMessage.read(send.body(), send.number().country());
    if (reading instanceof Reading.Malformed bad) {
      return refuse(null, null, null, Refusal.of(Reason.INVALID_BODY, bad.why()));
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    if (message.sendClass() == SendClass.CONTROL) {
      return forward(send)
          .map(outcome -> new Decision(SendClass.CONTROL, null, null, null, outcome));
    }
    return templates
        .submission(send.number(), send.endpoint(), message)
        .chain(submission -> decide(send, submission))
        .onFailure()
        .recoverWithItem(failure -> undecided(message.sendClass(), null));
  }

  private Uni<Decision> decide(Send send, Submission submission) {
    OutboundMessage message = submission.message();
    SendClass sendClass = message.sendClass();
    Judgement judgement = policies.judge(submission);
    if (judgement instanceof Judgement.Refused no) {
      return refuse(sendClass, no.category(), null, no.refusal());
    }
    Judgement.Passed passed = (Judgement.Passed) judgement;
    return ledger
        .admit(send.number().phoneNumberId(), message.recipient(), passed.terms())
        .chain(verdict -> act(verdict, send, sendClass, passed));
  }

  private Uni<Decision> act(
      Verdict verdict, Send send, SendClass sendClass, Judgement.Passed passed) {
    Category category = passed.category();
    if (verdict instanceof Verdict.Refused refused) {
      return refuse(sendClass, category, refused.window(), policies.refusal(refused.grounds()));
    }
    if (verdict instanceof Verdict.Admitted admitted) {
      Refusal observed = observed(passed, admitted);
      Reservation reservation = admitted.reservation().observed(observed);
      return forward(send)
          .invoke(outcome -> settle(reservation, outcome))
          .map(outcome -> new Decision(sendClass, category, admitted.window(), observed, outcome));
    }
    if (policies.settings().onStoreFailure() == StoreFailure.ALLOW) {
      return forward(send)
          .map(
              outcome ->
                  new Decision(sendClass, category, Window.UNKNOWN, passed.observed(), outcome));
    }
    return Uni.createFrom().item(undecided(sendClass, category));
  }

  /** The first rule that would have refused, in the order of the rules. */
  private @Nullable Refusal observed(Judgement.Passed passed, Verdict.Admitted admitted) {
    Grounds grounds = admitted.observed();
    return passed.observed() != null || grounds == null
        ? passed.observed()
        : policies.refusal(grounds);
  }

  private static Decision undecided(SendClass sendClass, @Nullable Category category) {
    Refusal refusal = Refusal.of(Reason.UNDECIDED, Details.undecided());
    return new Decision(sendClass, category, Window.UNKNOWN, null, new Ending.Refused(refusal));
  }

  private Uni<Outcome> forward(Send send) {
    return upstream.send(send).onFailure().recoverWithItem(Outcome.Unknown::new);
  }

  /** The caller does not wait for this; what cannot be settled stays held. */
  private void settle(Reservation reservation, Outcome outcome) {
    if (outcome instanceof Outcome.NotSent) {
      quietly(() -> ledger.release(reservation));
    } else if (outcome instanceof Outcome.Answered answered) {
      String wamid = answered.answer().wamid();
      if (answered.isAccepted() && wamid != null) {
        Acceptance acceptance = new Acceptance(wamid, answered.answer().recipient());
        quietly(() -> ledger.commit(reservation, acceptance));
      } else if (answered.isRejected()) {
        quietly(() -> ledger.release(reservation));
      }
    }
  }

  private static void quietly(Supplier<Uni<? extends Void>> settlement) {
    Uni.createFrom().deferred(settlement).subscribe().with(done -> {}, failure -> {});
  }

  private static Uni<Decision> refuse(
      @Nullable SendClass sendClass,
      @Nullable Category category,
      @Nullable Window window,
      Refusal refusal) {
    return Uni.createFrom()
        .item(new Decision(sendClass, category, window, null, new Ending.Refused(refusal)));
  }
}
