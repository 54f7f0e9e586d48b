package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Locale;

/** Traces a ledger's admissions, the one call that a send waits for. */
final class TracedLedger implements Ledger {

  private final Ledger ledger;
  private final Steps steps;

  TracedLedger(Ledger ledger, Steps steps) {
    this.ledger = ledger;
    this.steps = steps;
  }

  @Override
  public Future<Verdict> admit(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    return steps.step(
        "admission",
        () -> ledger.admit(phoneNumberId, contact, terms, context),
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
  public Future<Void> commit(Reservation reservation, Acceptance acceptance) {
    return ledger.commit(reservation, acceptance);
  }

  @Override
  public Future<Void> release(Reservation reservation) {
    return ledger.release(reservation);
  }

  @Override
  public Future<Void> shut(Reservation refused, Terms terms) {
    return ledger.shut(refused, terms);
  }

  @Override
  public Future<Boolean> isDisabled(String phoneNumberId) {
    return ledger.isDisabled(phoneNumberId);
  }

  @Override
  public Instant now() {
    return ledger.now();
  }
}
