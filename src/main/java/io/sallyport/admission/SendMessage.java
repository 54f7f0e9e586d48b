package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.policy.Details;
import io.sallyport.policy.Judgement;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A send's whole path: read, judge, admit, forward, settle.
 *
 * <p>A failure while deciding refuses. A send that may have left is never repeated.
 */
public final class SendMessage {

  /** How long a send waits for Meta's list when it names a template nobody knows. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Policies policies;
  private final TemplateRegistry templates;
  private final Ledger ledger;
  private final Upstream upstream;

  public SendMessage(
      Policies policies, TemplateRegistry templates, Ledger ledger, Upstream upstream) {
    this.policies = policies;
    this.templates = templates;
    this.ledger = ledger;
    this.upstream = upstream;
  }

  /** Decides a send and, if it may leave, lets it out once. Never fails. */
  public Uni<Decision> handle(Send send) {
    Reading reading = OutboundMessage.read(send.body());
    if (reading instanceof Reading.Malformed bad) {
      return refuse(null, null, null, Refusal.of(Reason.INVALID_BODY, bad.why()));
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    if (message.sendClass() == SendClass.CONTROL) {
      return forward(send).map(outcome -> new Decision(SendClass.CONTROL, null, null, outcome));
    }
    return find(send, message.template())
        .chain(found -> decide(send, message, found.template()))
        .onFailure()
        .recoverWithItem(failure -> undecided(message.sendClass(), null));
  }

  /** A template, or the lack of one: Mutiny's items are better not null. */
  private record Found(@Nullable Template template) {
    static final Found NOTHING = new Found(null);
  }

  private Uni<Found> find(Send send, @Nullable TemplateCall call) {
    if (call == null) {
      return Uni.createFrom().item(Found.NOTHING);
    }
    String wabaId = send.number().wabaId();
    Template.Key key = new Template.Key(call.name(), call.language());
    Template known = templates.find(wabaId, key);
    if (known != null || !send.number().templatesReadable()) {
      return Uni.createFrom().item(new Found(known));
    }
    return templates
        .refresh(wabaId)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(false)
        .onFailure(TemplateSource.Unavailable.class)
        .recoverWithItem(false)
        .map(asked -> new Found(templates.find(wabaId, key)));
  }

  private Uni<Decision> decide(Send send, OutboundMessage message, @Nullable Template template) {
    SendClass sendClass = message.sendClass();
    Judgement judgement =
        policies.judge(
            send.number(),
            send.endpoint(),
            message,
            template,
            templates.snapshot(send.number().wabaId()).isPresent(),
            ledger.now());
    if (judgement instanceof Judgement.Refused no) {
      return refuse(sendClass, no.category(), null, no.refusal());
    }
    Judgement.Passed passed = (Judgement.Passed) judgement;
    return ledger
        .admit(send.number().phoneNumberId(), message.recipient(), passed.terms())
        .chain(verdict -> act(verdict, send, sendClass, passed.category()));
  }

  private Uni<Decision> act(Verdict verdict, Send send, SendClass sendClass, Category category) {
    if (verdict instanceof Verdict.Refused refused) {
      return refuse(sendClass, category, refused.window(), policies.refusal(refused.grounds()));
    }
    if (verdict instanceof Verdict.Admitted admitted) {
      return forward(send)
          .invoke(outcome -> settle(admitted.reservation(), outcome))
          .map(outcome -> new Decision(sendClass, category, admitted.window(), outcome));
    }
    if (policies.settings().onStoreFailure() == StoreFailure.ALLOW) {
      return forward(send)
          .map(outcome -> new Decision(sendClass, category, Window.UNKNOWN, outcome));
    }
    return Uni.createFrom().item(undecided(sendClass, category));
  }

  private static Decision undecided(SendClass sendClass, @Nullable Category category) {
    Refusal refusal = Refusal.of(Reason.UNDECIDED, Details.undecided());
    return new Decision(sendClass, category, Window.UNKNOWN, new Ending.Refused(refusal));
  }

  private Uni<Outcome> forward(Send send) {
    return upstream.send(send).onFailure().recoverWithItem(Outcome.Unknown::new);
  }

  /** The caller does not wait for this; what cannot be settled stays held. */
  private void settle(@Nullable Reservation reservation, Outcome outcome) {
    if (reservation == null) {
      return;
    }
    if (outcome instanceof Outcome.NotSent) {
      quietly(() -> ledger.release(reservation));
    } else if (outcome instanceof Outcome.Answered answered) {
      String wamid = answered.answer().wamid();
      if (answered.isAccepted() && wamid != null) {
        quietly(() -> ledger.commit(reservation, wamid));
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
        .item(new Decision(sendClass, category, window, new Ending.Refused(refusal)));
  }
}
