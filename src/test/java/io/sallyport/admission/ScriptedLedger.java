package io.sallyport.admission;

import io.sallyport.admission.Observation.Effect;
import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link Ledger} that says what the test wants, and remembers what it was asked. */
final class ScriptedLedger implements Ledger {

  /** One question. */
  record Asked(String phoneNumberId, Contact contact, Terms terms) {}

  private final List<Asked> asked = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private Verdict verdict = new Verdict.Undecided();
  private Uni<Void> settlement = Uni.createFrom().voidItem();

  void says(Verdict verdict) {
    this.verdict = verdict;
  }

  /** From now on settlements never come to an end. */
  void settlesNever() {
    settlement = Uni.createFrom().nothing();
  }

  private boolean throwing;

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

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    return Uni.createFrom()
        .item(
            () -> {
              asked.add(new Asked(phoneNumberId, contact, terms));
              return verdict;
            });
  }

  @Override
  public Uni<Void> commit(Reservation reservation, String wamid) {
    return settle("commit " + reservation.id() + " " + wamid);
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    return settle("release " + reservation.id());
  }

  private Uni<Void> settle(String how) {
    if (throwing) {
      throw new IllegalStateException("a bug");
    }
    return Uni.createFrom()
        .deferred(
            () -> {
              settled.add(how);
              return settlement;
            });
  }

  @Override
  public Uni<Effect> observe(Observation observation) {
    throw new AssertionError("a send observes nothing");
  }

  @Override
  public Uni<Void> cover(String phoneNumberId) {
    throw new AssertionError("a send covers nothing");
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-10-02T12:00:00Z");
  }
}
