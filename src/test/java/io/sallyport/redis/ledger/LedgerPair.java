package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.ModelLedger;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Replays;
import io.sallyport.ledger.Replays.Case;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ledger on Redis and the model, told the same; whatever they say must be the same. */
final class LedgerPair {

  /** One admitted send, as each ledger knows it. */
  record Held(Reservation redis, Reservation model) {

    Contact contact() {
      return model.contact();
    }

    String number() {
      return model.phoneNumberId();
    }
  }

  final ModelLedger model;
  private final VirtualTime time;
  private final RedisLedger redis;
  private final RedisRecords records;
  private final Replays replays;
  private final List<Effect> ofRedis = new ArrayList<>();
  private final List<Effect> ofModel = new ArrayList<>();
  private final Map<String, Integer> kinds = new TreeMap<>();

  /** Put before what went wrong. */
  String where = "";

  LedgerPair(Redis client, VirtualTime time) {
    this.time = time;
    this.model = new ModelLedger(time::now, ofModel::add);
    this.redis =
        new RedisLedger(
            new Scripts(client),
            new Clock(time::offset),
            Duration.ofSeconds(5),
            Duration.ofDays(3),
            effect -> {
              synchronized (ofRedis) {
                ofRedis.add(effect);
              }
            },
            nanos -> {},
            number -> 80,
            Runnable::run,
            true);
    this.replays = new RedisReplays(new Scripts(client), Duration.ofSeconds(5));
    this.records =
        new RedisRecords(
            new Scripts(client),
            new Clock(time::offset),
            Duration.ofSeconds(5),
            numbers -> Future.succeededFuture());
  }

  /** How often each kind of answer was seen. */
  Map<String, Integer> kinds() {
    return kinds;
  }

  private void seen(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  /**
   * Both decide; null when they refuse. What Redis notes of the verdict is judged again, as it was
   * and on other terms.
   */
  @Nullable Held admit(String number, Contact contact, Terms terms, Terms other) {
    LedgerExplanation sameTerms = done(model.examine(number, contact, terms));
    LedgerExplanation otherTerms = done(model.examine(number, contact, other));
    Verdict expected = done(model.admit(number, contact, terms));
    Verdict actual = done(redis.admit(number, contact, terms));
    assertThat(comparable(actual)).as(where + " " + terms).isEqualTo(comparable(expected));
    String facts = actual.facts();
    assertThat(facts).as(where).isNotNull();
    isJudgedAgain(number, contact, facts, terms, sameTerms, true);
    // How many of a month were free is noted where some are.
    boolean quotaNoted = terms.billing().freePerMonth() >= other.billing().freePerMonth();
    isJudgedAgain(number, contact, facts, other, otherTerms, quotaNoted);
    if (expected instanceof Verdict.Refused refused) {
      seen("refused " + kind(refused.grounds()));
      return null;
    }
    Verdict.Admitted admitted = (Verdict.Admitted) expected;
    seen(admitted.reservation().counted() ? "counted" : "not counted");
    seen("charge " + admitted.charge());
    if (admitted.observed() != null) {
      seen("observed " + kind(admitted.observed()));
    }
    return new Held(((Verdict.Admitted) actual).reservation(), admitted.reservation());
  }

  private void isJudgedAgain(
      String number,
      Contact contact,
      String facts,
      Terms terms,
      LedgerExplanation expected,
      boolean quotaNoted) {
    LedgerExplanation again =
        done(replays.judge(number, terms, List.of(new Case(contact, facts, SendContext.PLAIN))))
            .get(0)
            .orElseThrow(() -> new AssertionError(where + " not judged: " + facts));
    assertThat(again.findings()).as("again " + where + " " + facts).isEqualTo(expected.findings());
    if (quotaNoted) {
      assertThat(again.charge()).as("again " + where + " " + facts).isEqualTo(expected.charge());
    }
    assertThat(again.state().window()).as("again " + where).isEqualTo(expected.state().window());
    seen("judged again");
  }

  private static String kind(Grounds grounds) {
    return grounds.getClass().getSimpleName();
  }

  /** Without the reservation's id, which is each ledger's own. */
  private static Object comparable(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return new Verdict.Refused(refused.window(), refused.grounds(), null);
    }
    if (!(verdict instanceof Verdict.Admitted admitted)) {
      return verdict;
    }
    Reservation ours = admitted.reservation();
    Reservation nameless =
        new Reservation(
            ours.phoneNumberId(),
            ours.contact(),
            "",
            ours.at(),
            ours.held(),
            ours.window(),
            ours.observed(),
            ours.billing());
    return new Verdict.Admitted(
        admitted.window(), nameless, admitted.observed(), admitted.charge(), null, admitted.tier());
  }

  void commit(Held held, String wamid, List<Contact> names) {
    Acceptance acceptance = new Acceptance(wamid, names);
    both(
        () -> model.commit(held.model(), acceptance), () -> redis.commit(held.redis(), acceptance));
  }

  void release(Held held) {
    both(() -> model.release(held.model()), () -> redis.release(held.redis()));
  }

  void observe(List<? extends Observation> observations) {
    both(
        () -> model.observe(observations).mapEmpty(), () -> redis.observe(observations).mapEmpty());
  }

  void observe(NumberNews news) {
    both(() -> model.observe(news), () -> redis.observe(news));
  }

  void cover(String number, boolean afterGap, @Nullable Instant newest) {
    both(() -> model.cover(number, afterGap, newest), () -> redis.cover(number, afterGap, newest));
  }

  private void both(Supplier<Future<Void>> ofTheModel, Supplier<Future<Void>> ofTheRedis) {
    ofModel.clear();
    ofRedis.clear();
    done(ofTheModel.get());
    done(ofTheRedis.get());
    assertThat(sorted(ofRedis)).as(where).isEqualTo(sorted(ofModel));
    ofModel.forEach(effect -> seen("effect " + kind(effect)));
  }

  private static String kind(Effect effect) {
    String name = effect.getClass().getSimpleName();
    return effect instanceof Effect.ClosedAfterAll closed ? name + " " + closed.cause() : name;
  }

  private static List<String> sorted(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> !(effect instanceof Effect.Proved)) // each has reservations of its own
        .map(Effect::toString)
        .sorted()
        .toList();
  }

  /** Everything that can be asked of a number and the contacts of these names. */
  void examine(String number, List<Contact> names, Terms terms) {
    for (Contact name : names) {
      LedgerExplanation expected = done(model.examine(number, name, terms));
      LedgerExplanation actual = done(records.examine(number, name, terms));
      String as = where + " " + number + " " + name + " " + terms;
      assertThat(actual.coveredSince()).as(as).isEqualTo(expected.coveredSince());
      assertThat(actual.findings()).as(as).isEqualTo(expected.findings());
      assertThat(actual.charge()).as(as).isEqualTo(expected.charge());
      assertThat(comparable(name, actual.state()))
          .as(as)
          .isEqualTo(comparable(name, expected.state()));
      seen("free entry point " + expected.state().freeEntryPoint().state());
    }
    assertThat(done(records.number(number))).as(where).isEqualTo(done(model.number(number)));
    LocalDate today = time.now().atOffset(ZoneOffset.UTC).toLocalDate();
    List<SpendCount> spend = done(model.spend(number, today.minusDays(90), today));
    assertThat(done(records.spend(number, today.minusDays(90), today)))
        .as(where)
        .containsExactlyInAnyOrderElementsOf(spend);
    if (spend.stream().anyMatch(row -> "BR".equals(row.country()))) {
      seen("participant charged");
    }
  }

  /** Which of its names a contact is kept under is Redis's own affair, as is their order. */
  static ContactState comparable(Contact asked, ContactState state) {
    assertThat(state.names().isEmpty() ? List.of(asked) : state.names()).contains(state.contact());
    List<Contact> names =
        state.names().isEmpty()
            ? List.of(asked)
            : state.names().stream().sorted(Comparator.comparing(Contact::id)).toList();
    return new ContactState(
        asked,
        names,
        state.window(),
        state.freeEntryPoint(),
        state.consent(),
        state.marketing(),
        state.firstResponse());
  }
}
