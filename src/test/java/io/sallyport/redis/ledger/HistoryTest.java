package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.ModelLedger;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same history of webhooks, in any order, with any duplicates, split over any deliveries, ends
 * in the same state: on Redis, in the model, and worked out naively from all of it at once.
 */
@Concurrent
class HistoryTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int HISTORIES = 200;
  private static final int MANY_HISTORIES = Integer.getInteger("histories", 3_000);
  private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

  /** All is sent, refused or not, so that every history has what it was made with. */
  private static final Map<Reason, Enforcement> OBSERVED = new EnumMap<>(Reason.class);

  static {
    Reason.JUDGED_BY_LEDGER.forEach(reason -> OBSERVED.put(reason, Enforcement.OBSERVE));
  }

  private static final Terms MARKETING =
      terms(Category.MARKETING, new Marketing(2, Duration.ofHours(24), true, Duration.ZERO));

  private final VirtualTime time = new VirtualTime();
  private final ModelLedger model = new ModelLedger(time::now, effect -> {});
  private final RedisLedger redis =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          Duration.ofSeconds(5),
          Duration.ofDays(1),
          effect -> {},
          nanos -> {},
          number -> 80,
          Runnable::run);
  private final RedisRecords records =
      new RedisRecords(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          Duration.ofSeconds(5),
          numbers -> Future.succeededFuture());

  private static Terms terms(Category category, Marketing marketing) {
    return Plain.terms(
        false,
        true,
        Duration.ZERO,
        false,
        marketing,
        OBSERVED,
        PricingModel.PER_MESSAGE.billing(category));
  }

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
  }

  @Test
  void endsInTheSameStateInAnyOrder() {
    end(HISTORIES);
  }

  @Slow
  @Test
  void manyEndInTheSameStateInAnyOrder() {
    end(MANY_HISTORIES);
  }

  private void end(int histories) {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.printf("HistoryTest: -Dseed=%d, %d histories%n", seed, histories);
    Random random = new Random(seed);
    long told = 0;

    for (int i = 0; i < histories; i++) {
      RandomHistory history = new RandomHistory(random, "h" + i, NOW);
      told += history.observations().size();
      check(history, "h" + i, "-Dseed=" + seed + ", history " + i);
    }

    System.out.printf("HistoryTest: %d observations%n", told);
  }

  private void check(RandomHistory history, String number, String as) {
    history.sends().forEach(send -> send(number, send));
    time.standAt(NOW, Duration.ofMillis(50));
    tell(redis, history.delivered());
    tell(model, history.delivered());

    for (Contact name : history.names()) {
      ContactState naive = new NaiveHistory(history, name, NOW).state(name);
      assertThat(state(records, number, name)).as("Redis, %s, %s", as, name).isEqualTo(naive);
      assertThat(state(model, number, name)).as("model, %s, %s", as, name).isEqualTo(naive);
    }
    assertThat(done(records.number(number))).as(as).isEqualTo(done(model.number(number)));
    LocalDate today = NOW.atOffset(ZoneOffset.UTC).toLocalDate();
    assertThat(done(records.spend(number, today.minusDays(20), today)))
        .as(as)
        .containsExactlyInAnyOrderElementsOf(done(model.spend(number, today.minusDays(20), today)));
  }

  private void send(String number, RandomHistory.Send send) {
    time.standAt(send.at(), Duration.ofMillis(50));
    Terms terms = send.marketing() ? MARKETING : terms(Category.UTILITY, null);
    for (Ledger ledger : List.of(redis, model)) {
      Reservation reservation =
          ((Verdict.Admitted) done(ledger.admit(number, send.contact(), terms))).reservation();
      done(ledger.commit(reservation, new Acceptance(send.wamid(), List.of())));
    }
  }

  private static void tell(LedgerUpdates ledger, List<List<Observation>> deliveries) {
    deliveries.forEach(delivery -> done(ledger.observe(delivery)));
  }

  /** But for how long the last answer took: that is known by what was known when it was given. */
  private static ContactState state(Records records, String number, Contact name) {
    ContactState state =
        LedgerPair.comparable(name, done(records.examine(number, name, MARKETING)).state());
    return new ContactState(
        state.contact(),
        state.names(),
        state.window(),
        state.freeEntryPoint(),
        state.consent(),
        state.marketing(),
        new FirstResponse(state.firstResponse().waitingSince(), null));
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }
}
