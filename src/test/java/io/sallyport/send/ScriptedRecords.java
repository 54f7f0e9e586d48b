package io.sallyport.send;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SendContext;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link Records} that say what the test wants, and remember what they were asked. */
final class ScriptedRecords implements Records {

  private final List<ScriptedLedger.Asked> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-10-02T12:00:00Z");
  private Contact where = new Contact("16505551234");
  private Window window = new Window(Window.State.CLOSED, null, null);
  private Charge charge = Charge.REGULAR;
  private List<Grounds> refusing = List.of();
  private boolean failing;

  void knows(Window window) {
    this.window = window;
  }

  /** The name the contact's record is kept under. */
  void keepsUnder(Contact where) {
    this.where = where;
  }

  void charges(Charge charge) {
    this.charge = charge;
  }

  void isAskedAt(Instant now) {
    this.now = now;
  }

  /** Every rule that has no grounds passes. */
  void refuses(Grounds... grounds) {
    refusing = Arrays.asList(grounds);
  }

  void fails() {
    failing = true;
  }

  List<ScriptedLedger.Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Future<LedgerExplanation> examine(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    asked.add(new ScriptedLedger.Asked(phoneNumberId, contact, terms));
    return failing
        ? Future.failedFuture(new IllegalStateException("the store does not answer"))
        : Future.succeededFuture(
            new LedgerExplanation(now, null, state(), findings(), charge, false, null));
  }

  private ContactState state() {
    return new ContactState(
        where,
        List.of(where),
        window,
        FreeEntryPoint.NONE,
        Consent.NONE,
        new MarketingUse(0, null, null),
        new FirstResponse(null, null));
  }

  private List<LedgerExplanation.Finding> findings() {
    return Reason.JUDGED_BY_LEDGER.stream()
        .map(
            reason ->
                new LedgerExplanation.Finding(
                    reason,
                    true,
                    refusing.stream().filter(it -> it.reason() == reason).findFirst().orElse(null)))
        .toList();
  }

  @Override
  public Future<Boolean> isKnown(String phoneNumberId, Contact contact) {
    return Future.failedFuture("only other channels ask");
  }

  @Override
  public Future<NumberState> number(String phoneNumberId) {
    throw new AssertionError("a send is not about a number");
  }

  @Override
  public Future<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
    throw new AssertionError("a send is not about spend");
  }
}
