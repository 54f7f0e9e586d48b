package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.Window;
import io.sallyport.ledger.LedgerExplanation.Finding;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory, written from the design rather than from the scripts: the oracle the Redis
 * ledger is compared with. It forgets nothing and derives every verdict from what it was told.
 */
public final class ModelLedger implements Ledger, LedgerUpdates, Records {

  private final Supplier<Instant> clock;
  private final Consumer<Effect> effects;
  private final Map<String, NumberHistory> numbers = new HashMap<>();
  private int reservations;

  public ModelLedger(Supplier<Instant> clock, Consumer<Effect> effects) {
    this.clock = clock;
    this.effects = effects;
  }

  @Override
  public Future<Verdict> admit(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    if (context.key() != null) {
      throw new UnsupportedOperationException("the model keeps no keys");
    }
    return Future.succeededFuture(decide(phoneNumberId, contact, terms, context));
  }

  private synchronized Verdict decide(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    SendCase one = new SendCase(clock.get(), history(phoneNumberId), contact, terms, context);
    Grounds observed = null;
    for (Reason reason : Reason.JUDGED_BY_LEDGER) {
      Enforcement enforcement = terms.enforcement(reason);
      Grounds grounds = enforcement == Enforcement.OFF ? null : one.grounds(reason);
      if (grounds != null && enforcement == Enforcement.ENFORCE) {
        return new Verdict.Refused(one.window, grounds, null);
      }
      observed = observed == null ? grounds : observed;
    }
    String id = "m" + ++reservations;
    Reservation reservation =
        new Reservation(
            phoneNumberId,
            contact,
            id,
            one.second,
            one.hold(id),
            one.window.state(),
            observed == null ? null : observed.reason(),
            terms.billing());
    return new Verdict.Admitted(
        one.window, reservation, observed, one.charge(), null, one.number.tier());
  }

  @Override
  public Future<LedgerExplanation> examine(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    return Future.succeededFuture(explain(history(phoneNumberId), contact, terms, context));
  }

  private synchronized LedgerExplanation explain(
      NumberHistory number, Contact contact, Terms terms, SendContext context) {
    SendCase one = new SendCase(clock.get(), number, contact, terms, context);
    List<Finding> findings =
        Reason.JUDGED_BY_LEDGER.stream()
            .map(reason -> new Finding(reason, one.applies(reason), one.grounds(reason)))
            .toList();
    ContactState state =
        new ContactState(
            contact,
            one.person.isSeen() ? number.people.names(one.person) : List.of(),
            one.window,
            one.person.sends.freeEntryPoint(one.second),
            one.person.consent(),
            one.use(),
            one.person.firstResponse());
    return new LedgerExplanation(
        one.now,
        one.covered,
        state,
        findings,
        one.charge(),
        one.person.isAnswered(),
        one.number.tier());
  }

  @Override
  public Future<Void> commit(Reservation reservation, Acceptance acceptance) {
    return run(() -> accepted(reservation, acceptance));
  }

  private void accepted(Reservation reservation, Acceptance acceptance) {
    NumberHistory number = history(reservation.phoneNumberId());
    for (Contact name : acceptance.names()) {
      if (!number.people.answered(reservation.contact(), name, reservation.at())) {
        effects.accept(new Effect.NameNotLearned(reservation.phoneNumberId()));
      }
    }
    ContactHistory person = number.people.named(reservation.contact());
    String wamid = acceptance.wamid();
    person.marketing.accepted(reservation.id(), wamid);
    number.sent(reservation.at());
    answered(reservation.phoneNumberId(), person, reservation.at());
    if (!person.marketing.hasFailed(wamid)) {
      Instant at = reservation.at();
      boolean open = reservation.window() == Window.State.OPEN;
      Charge charge = person.sends.charge(at, open, reservation.billing(), number.freeUsed(at));
      Sent send = new Sent(reservation, wamid, charge);
      person.sends.accepted(send, reservation.billing().conversation());
      number.accepted(send);
    }
  }

  private void answered(String phoneNumberId, ContactHistory person, Instant at) {
    person
        .answered(at)
        .ifPresent(after -> effects.accept(new Effect.FirstAnswer(phoneNumberId, after)));
  }

  @Override
  public Future<Void> release(Reservation reservation) {
    return run(
        () -> {
          NumberHistory number = history(reservation.phoneNumberId());
          ContactHistory person = number.people.named(reservation.contact());
          person.marketing.notSent(reservation.id());
          Held held = reservation.held();
          if (held.pairRate()) {
            number.pairRate(person).giveBack();
          }
          if (held.throughput()) {
            number.throughput.giveBack();
          }
          if (held.marketingRate()) {
            number.marketingRate.giveBack();
          }
        });
  }

  /** Renames, then who wrote, then the other names, then the rest: the order within a delivery. */
  @Override
  public Future<List<Leaving>> observe(List<? extends Observation> observations) {
    return run(() -> {
          Hearing hearing = new Hearing(this::history, clock.get(), effects);
          observations.forEach(hearing::renames);
          observations.forEach(hearing::wrote);
          observations.forEach(hearing::names);
          observations.forEach(hearing::rest);
          hearing.restOfNamesApart();
        })
        .map(List.of());
  }

  @Override
  public Future<Void> observe(NumberNews news) {
    return run(
        () ->
            history(news.phoneNumberId())
                .hear(news, second())
                .ifPresent(gap -> started(news.phoneNumberId(), gap)));
  }

  @Override
  public Future<Void> shut(Reservation refused, Terms terms) {
    return Future.failedFuture("only other channels are refused so");
  }

  @Override
  public Future<Boolean> isDisabled(String phoneNumberId) {
    return number(phoneNumberId).map(NumberState::disabled);
  }

  @Override
  public Future<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return run(
        () ->
            history(phoneNumberId)
                .heard(second(), afterGap, newest)
                .ifPresent(gap -> started(phoneNumberId, gap)));
  }

  private void started(String phoneNumberId, NumberState.Gap gap) {
    effects.accept(new Effect.CoverageStarted(phoneNumberId, gap));
  }

  private synchronized Future<Void> run(Runnable work) {
    work.run();
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> isKnown(String phoneNumberId, Contact contact) {
    return Future.failedFuture("only other channels ask");
  }

  @Override
  public Future<NumberState> number(String phoneNumberId) {
    return Future.succeededFuture(history(phoneNumberId).state(second()));
  }

  @Override
  public Future<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
    return Future.succeededFuture(history(phoneNumberId).spend(from, to));
  }

  @Override
  public Future<Void> forget(String phoneNumberId, Contact contact) {
    return run(() -> history(phoneNumberId).people.forget(contact));
  }

  @Override
  public Instant now() {
    return clock.get();
  }

  private Instant second() {
    return clock.get().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The number's past, for tests that must know what a ledger with less memory forgets. */
  NumberHistory history(String phoneNumberId) {
    return numbers.computeIfAbsent(phoneNumberId, id -> new NumberHistory());
  }

  /**
   * What is remembered of the person, or people, of some names, where Redis remembers a few only.
   *
   * @param people how many they are
   * @param due sends not delivered and priced yet
   * @param waiting messages without an answer
   * @param ads messages that came from ads
   * @param pricedFree sends Meta priced as in a free entry point
   */
  public record Remembered(int people, int due, int waiting, int ads, int pricedFree) {}

  public synchronized Remembered remembered(String phoneNumberId, Collection<Contact> names) {
    People people = history(phoneNumberId).people;
    return names.stream()
        .map(people::named)
        .distinct()
        .map(
            person ->
                new Remembered(
                    1,
                    person.sends.due(),
                    person.waiting(),
                    person.sends.ads(),
                    person.sends.pricedFree()))
        .reduce(
            new Remembered(0, 0, 0, 0, 0),
            (a, b) ->
                new Remembered(
                    a.people + b.people,
                    a.due + b.due,
                    a.waiting + b.waiting,
                    a.ads + b.ads,
                    a.pricedFree + b.pricedFree));
  }
}
