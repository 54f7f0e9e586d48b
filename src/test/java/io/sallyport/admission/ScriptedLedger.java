package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Ledger} that says what the test wants, and remembers what it was asked. */
final class ScriptedLedger implements Ledger {

  /** One question. */
  record Asked(String phoneNumberId, Contact contact, Terms terms) {}

  private final List<Asked> asked = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private final List<Reservation> reservations = new ArrayList<>();
  private final List<Acceptance> acceptances = new ArrayList<>();
  private Verdict verdict = new Verdict.Undecided();
  private Uni<Void> settlement = Uni.createFrom().voidItem();
  private Uni<Boolean> disabled = Uni.createFrom().item(false);
  private boolean throwing;

  void says(Verdict verdict) {
    this.verdict = verdict;
  }

  void says(Uni<Boolean> disabled) {
    this.disabled = disabled;
  }

  /** From now on settlements never come to an end. */
  void settlesNever() {
    settlement = Uni.createFrom().nothing();
  }

  void throwsOnSettling() {
    throwing = true;
  }

  void failsToSettle() {
    settlement = Uni.createFrom().failure(new IllegalStateException("the store does not answer"));
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** {@code commit <reservation> <wamid>} and {@code release <reservation>}, as subscribed to. */
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
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
    return Uni.createFrom()
        .item(
            () -> {
              asked.add(new Asked(phoneNumberId, contact, terms));
              return verdict;
            });
  }

  @Override
  public Uni<Void> commit(Reservation reservation, Acceptance acceptance) {
    acceptances.add(acceptance);
    return settle(reservation, "commit " + reservation.id() + " " + acceptance.wamid());
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    return settle(reservation, "release " + reservation.id());
  }

  private Uni<Void> settle(Reservation reservation, String how) {
    if (throwing) {
      throw new IllegalStateException("a bug");
    }
    return Uni.createFrom()
        .deferred(
            () -> {
              settled.add(how);
              reservations.add(reservation);
              return settlement;
            });
  }

  @Override
  public Uni<Void> observe(List<? extends Observation> observations) {
    throw new AssertionError("a send observes nothing");
  }

  @Override
  public Uni<Void> observe(NumberNews news) {
    throw new AssertionError("a send observes nothing");
  }

  @Override
  public Uni<Boolean> isDisabled(String phoneNumberId) {
    return disabled;
  }

  @Override
  public Uni<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    throw new AssertionError("a send covers nothing");
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Contact contact) {
    throw new AssertionError("nobody is forgotten here");
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-10-02T12:00:00Z");
  }
}
