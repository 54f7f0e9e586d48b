package io.sallyport.send;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link Ledger} that says what the test wants, and remembers what it was asked. */
final class ScriptedLedger implements Ledger {

  /** One question. */
  record Asked(String phoneNumberId, Contact contact, Terms terms) {}

  private final List<Asked> asked = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private final List<Reservation> reservations = new ArrayList<>();
  private final List<Acceptance> acceptances = new ArrayList<>();
  private Verdict verdict = new Verdict.Undecided();
  private Future<Void> settlement = Future.succeededFuture();
  private Future<Boolean> disabled = Future.succeededFuture(false);
  private boolean throwing;

  void says(Verdict verdict) {
    this.verdict = verdict;
  }

  void says(Future<Boolean> disabled) {
    this.disabled = disabled;
  }

  /** From now on settlements never come to an end. */
  void settlesNever() {
    settlement = Promise.<Void>promise().future();
  }

  void throwsOnSettling() {
    throwing = true;
  }

  void failsToSettle() {
    settlement = Future.failedFuture(new IllegalStateException("the store does not answer"));
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** {@code commit <reservation> <wamid>} and {@code release <reservation>}. */
  List<String> settled() {
    return List.copyOf(settled);
  }

  /** What was settled, committed or released. */
  List<Reservation> reservations() {
    return List.copyOf(reservations);
  }

  /** What was committed. */
  List<Acceptance> acceptances() {
    return List.copyOf(acceptances);
  }

  @Override
  public Future<Verdict> admit(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    asked.add(new Asked(phoneNumberId, contact, terms));
    return Future.succeededFuture(verdict);
  }

  @Override
  public Future<Void> commit(Reservation reservation, Acceptance acceptance) {
    acceptances.add(acceptance);
    return settle(reservation, "commit " + reservation.id() + " " + acceptance.wamid());
  }

  @Override
  public Future<Void> release(Reservation reservation) {
    return settle(reservation, "release " + reservation.id());
  }

  private Future<Void> settle(Reservation reservation, String how) {
    if (throwing) {
      throw new IllegalStateException("a bug");
    }
    settled.add(how);
    reservations.add(reservation);
    return settlement;
  }

  @Override
  public Future<Void> shut(Reservation refused, Terms terms) {
    return Future.failedFuture("only other channels are refused so");
  }

  @Override
  public Future<Boolean> isDisabled(String phoneNumberId) {
    return disabled;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-10-02T12:00:00Z");
  }
}
