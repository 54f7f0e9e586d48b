package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sallyport.admission.Acceptance;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ledger whose decisions are traced; the caller waits for nothing else of it. */
final class TracedLedger implements Ledger {

  private final Ledger ledger;
  private final Steps steps;

  TracedLedger(Ledger ledger, Steps steps) {
    this.ledger = ledger;
    this.steps = steps;
  }

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
    return steps.step(
        "admission",
        () -> ledger.admit(phoneNumberId, contact, terms, occasion),
        TracedLedger::tell);
  }

  private static void tell(Span span, Verdict verdict) {
    span.setAttribute(Attributes.STORE, "redis")
        .setAttribute(
            Attributes.VERDICT, verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (verdict instanceof Verdict.Undecided) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  @Override
  public Uni<Void> commit(Reservation reservation, Acceptance acceptance) {
    return ledger.commit(reservation, acceptance);
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    return ledger.release(reservation);
  }

  @Override
  public Uni<Void> observe(List<? extends Observation> observations) {
    return ledger.observe(observations);
  }

  @Override
  public Uni<Void> observe(NumberNews news) {
    return ledger.observe(news);
  }

  @Override
  public Uni<Boolean> isDisabled(String phoneNumberId) {
    return ledger.isDisabled(phoneNumberId);
  }

  @Override
  public Uni<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return ledger.cover(phoneNumberId, afterGap, newest);
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Contact contact) {
    return ledger.forget(phoneNumberId, contact);
  }

  @Override
  public Instant now() {
    return ledger.now();
  }
}
