package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.budget.Budget;
import io.sallyport.budget.Budget.Period;
import io.sallyport.budget.BudgetSpent;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetStore.Report;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.Budgets;
import io.sallyport.budget.Cost;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.budget.MemoryBudgets;
import io.sallyport.budget.Spending;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.pricing.Price;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is used of budgets, against many callers and against a plain list of sends. */
@Concurrent
class RedisBudgetsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Cost TEN_CENTS = cost(true, "0.10", "EUR");
  private static final Cost FREE = cost(false, "0.10", "EUR");

  private final VirtualTime time = new VirtualTime();
  private final BudgetStore store =
      new RedisBudgets(new Scripts(REDIS.client()), new Clock(time::offset), Duration.ofSeconds(5));
  private final String unique = UUID.randomUUID().toString();

  private static Cost cost(boolean charged, String price, String currency) {
    return new Cost(charged, new Price(new BigDecimal(price), currency));
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private Budget budget(String name, String amount, Long messages, int soft) {
    return new Budget(
        name + unique,
        Set.of(),
        Set.of(),
        Set.of(),
        Period.DAY,
        amount == null ? null : new BigDecimal(amount),
        amount == null ? null : "EUR",
        messages,
        soft);
  }

  private Budget cents(String amount) {
    return budget("cents", amount, null, 80);
  }

  private Budget messages(long most) {
    return budget("messages", null, most, 80);
  }

  private CurrentBudget now(Budget budget) {
    return new Budgets(
            List.of(budget), ids -> ZoneOffset.UTC, new Tariff(null, RateCard.EMPTY), time::second)
        .current(budget);
  }

  private Spending spending(String id, Cost cost, Budget... budgets) {
    return new Spending(id + unique, cost, Stream.of(budgets).map(this::now).toList());
  }

  private BudgetSpent take(String id, Cost cost, Budget... budgets) {
    return done(store.take(spending(id, cost, budgets), false));
  }

  private BudgetUse use(Budget budget) {
    return done(store.use(now(budget)));
  }

  private void keep(String id, String wamid, Budget... budgets) {
    done(store.keep(id + unique, wamid + unique, spending(id, FREE, budgets).budgets()));
  }

  private void failed(String wamid, Budget... budgets) {
    done(store.failed(wamid + unique, spending("", FREE, budgets).budgets()));
  }

  private void reported(String wamid, boolean delivered, Cost word, Budget... budgets) {
    Report report = new Report(wamid + unique, delivered, word, word != null);
    done(store.reported(report, spending("", FREE, budgets).budgets()));
  }

  @Test
  void exactlyAsManyPassAsThereIsRoomForOfManyAtOnce() {
    Budget money = cents("0.75");
    List<Future<BudgetSpent>> callers =
        IntStream.range(0, 50)
            .mapToObj(i -> store.take(spending("s" + i, TEN_CENTS, money), false))
            .toList();

    List<BudgetSpent> answers = done(Future.all(callers)).list();

    assertThat(answers).filteredOn(Objects::isNull).hasSize(7);
    assertThat(use(money).amount()).isEqualTo("0.7");
  }

  @Test
  void aSendTakesFromAllOfItsBudgetsOrFromNone() {
    Budget money = cents("10");
    Budget one = messages(1);
    assertThat(take("a", TEN_CENTS, money, one)).isNull();

    BudgetSpent spent = take("b", TEN_CENTS, money, one);

    assertThat(spent).isEqualTo(new BudgetSpent(now(one), null, 1, false));
    assertThat(use(money).messages()).isEqualTo(1);
    assertThat(use(money).amount()).isEqualTo("0.1");
  }

  @Test
  void aLookTakesNothingAndAnObservedRuleTakesMoreThanThereIs() {
    Budget one = messages(1);
    assertThat(done(store.look(spending("a", FREE, one)))).isNull();
    assertThat(done(store.look(spending("a", FREE, one)))).isNull();
    assertThat(done(store.take(spending("a", FREE, one), true))).isNull();
    assertThat(done(store.take(spending("b", FREE, one), true))).isNotNull();
    assertThat(use(one).messages()).isEqualTo(2);
  }

  @Test
  void aFreeMessageCostsNoAmountAndIsOneOfTheMessages() {
    Budget both = budget("both", "0.10", 3L, 80);
    take("a", TEN_CENTS, both);
    assertThat(take("b", TEN_CENTS, both).byAmount()).isTrue();
    assertThat(take("b", FREE, both)).isNull();
    assertThat(take("c", FREE, both)).isNull();
    assertThat(take("d", FREE, both).byAmount()).isFalse();
    assertThat(use(both).amount()).isEqualTo("0.1");
    assertThat(use(both).messages()).isEqualTo(3);
  }

  @Test
  void aFreeMessagePassesWhereMoreIsUsedThanThereWas() {
    Budget money = cents("0.10");
    done(store.take(spending("a", TEN_CENTS, money), true));
    done(store.take(spending("b", TEN_CENTS, money), true));
    assertThat(take("c", FREE, money)).isNull();
    assertThat(take("d", TEN_CENTS, money)).isNotNull();
  }

  @Test
  void whatDidNotHappenIsGivenBack() {
    Budget one = messages(1);
    take("a", TEN_CENTS, one);
    done(store.giveBack(spending("a", TEN_CENTS, one)));
    assertThat(take("b", TEN_CENTS, one)).isNull();
    keep("b", "wamid.B", one);
    done(store.giveBack(spending("b", TEN_CENTS, one)));
    assertThat(use(one).messages()).as("it has happened").isEqualTo(1);

    failed("wamid.B", one);
    failed("wamid.B", one);

    assertThat(use(one).messages()).isZero();
  }

  @Test
  void whatIsGivenBackBeforeItIsTakenIsNotTaken() {
    Budget one = messages(1);
    done(store.giveBack(spending("a", FREE, one)));
    take("a", FREE, one);
    assertThat(use(one).messages()).isZero();
  }

  @Test
  void metasWordOnAPriceCorrectsTheAmountOnce() {
    Budget money = cents("10");
    take("a", TEN_CENTS, money);
    keep("a", "wamid.A", money);
    reported("wamid.A", false, FREE, money);
    reported("wamid.A", false, FREE, money);
    assertThat(use(money).amount()).isEqualTo("0");
    assertThat(use(money).messages()).isEqualTo(1);
    failed("wamid.A", money);
    assertThat(use(money).amount()).isEqualTo("0");
    assertThat(use(money).messages()).isZero();

    take("b", FREE, money);
    keep("b", "wamid.B", money);
    reported("wamid.B", true, cost(true, "0.25", "EUR"), money);
    assertThat(use(money).amount()).as("of another category").isEqualTo("0.25");
    failed("wamid.B", money);
    assertThat(use(money).amount()).as("delivered and priced: it is done with").isEqualTo("0.25");
  }

  @Test
  void whatIsHeardBeforeTheAnswerCounts() {
    Budget money = cents("10");
    take("a", TEN_CENTS, money);
    take("b", TEN_CENTS, money);
    reported("wamid.A", true, FREE, money);
    failed("wamid.B", money);
    assertThat(use(money).amount()).isEqualTo("0.2");

    keep("a", "wamid.A", money);
    keep("b", "wamid.B", money);

    assertThat(use(money).amount()).isEqualTo("0");
    assertThat(use(money).messages()).isEqualTo(1);
  }

  @Test
  void aMessageWithoutAPriceCountsNothingAndIsTold() {
    Budget money = cents("0.10");
    assertThat(take("a", new Cost(true, null), money)).isNull();
    assertThat(take("b", cost(true, "9", "USD"), money)).as("another currency").isNull();
    assertThat(use(money).amount()).isEqualTo("0");
    assertThat(use(money).unpriced()).isEqualTo(2);
    keep("a", "wamid.A", money);
    reported("wamid.A", true, TEN_CENTS, money);
    assertThat(use(money).unpriced()).isEqualTo(1);
    assertThat(use(money).amount()).isEqualTo("0.1");
  }

  @Test
  void aPeriodBeginsAtNothing() {
    Budget one = messages(1);
    take("a", FREE, one);
    assertThat(take("b", FREE, one)).isNotNull();
    time.travel(Duration.ofDays(1));
    assertThat(take("c", FREE, one)).isNull();
    keep("a", "wamid.A", one);
    failed("wamid.A", one);
    assertThat(use(one).messages()).as("what failed was yesterday's").isEqualTo(1);
  }

  @Test
  void itsShareIsNotedOnceWithWhatWasUsed() {
    Budget ten = budget("ten", null, 10L, 75);
    for (int i = 0; i < 7; i++) {
      take("s" + i, FREE, ten);
    }
    assertThat(use(ten).soft()).isNull();
    Instant at = time.second();
    take("s7", FREE, ten);
    time.travel(Duration.ofSeconds(30));
    take("s8", FREE, ten);

    assertThat(use(ten).soft().messages()).isEqualTo(8);
    assertThat(use(ten).soft().at()).isBetween(at, at.plusSeconds(5));
    assertThat(use(ten).softTold()).isFalse();
    done(store.softTold(now(ten)));
    assertThat(use(ten).softTold()).isTrue();
  }

  @Test
  void agreesWithAListOfAllSends() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    MemoryBudgets list = new MemoryBudgets(time::second);
    Budget[] all = {cents("2.5"), messages(20), budget("both", "1.9", 30L, 50)};
    List<Spending> taken = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String as = "-Dseed=" + seed + ", step " + i;
      List<CurrentBudget> now = Stream.of(all).map(this::now).toList();
      int kind = random.nextInt(20);
      if (kind < 9) {
        Cost cost =
            random.nextInt(5) == 0 ? new Cost(true, null) : random.nextBoolean() ? FREE : TEN_CENTS;
        int from = random.nextInt(3);
        Spending one =
            new Spending(
                "s" + i + unique, cost, now.subList(from, from + 1 + random.nextInt(3 - from)));
        boolean observed = random.nextInt(10) == 0;
        BudgetSpent expected = done(list.take(one, observed));
        assertThat(done(store.take(one, observed))).as(as).isEqualTo(expected);
        if (expected == null || observed) {
          taken.add(one);
        }
      } else if (kind < 11 && !taken.isEmpty()) {
        Spending one = taken.remove(random.nextInt(taken.size()));
        done(list.giveBack(one));
        done(store.giveBack(one));
      } else if (kind < 14 && !taken.isEmpty()) {
        Spending one = taken.remove(random.nextInt(taken.size()));
        String wamid = "wamid." + one.id();
        kept.add(wamid);
        done(list.keep(one.id(), wamid, one.budgets()));
        done(store.keep(one.id(), wamid, one.budgets()));
      } else if (kind < 16 && !kept.isEmpty()) {
        String wamid = kept.remove(random.nextInt(kept.size()));
        done(list.failed(wamid, now));
        done(store.failed(wamid, now));
      } else if (kind < 19 && !kept.isEmpty()) {
        String wamid = kept.get(random.nextInt(kept.size()));
        Cost word =
            random.nextInt(4) == 0 ? null : random.nextBoolean() ? FREE : cost(true, "0.03", "EUR");
        boolean delivered = random.nextInt(3) == 0;
        Report report = new Report(wamid, delivered, word, random.nextBoolean());
        if (delivered) {
          // What fails then, contradicts itself.
          kept.remove(wamid);
        }
        done(list.reported(report, now));
        done(store.reported(report, now));
      } else if (kind == 19 && random.nextInt(8) == 0) {
        time.travel(Duration.ofHours(random.nextInt(10)));
        kept.clear();
      }
      for (CurrentBudget one : now) {
        BudgetUse expected = done(list.use(one));
        BudgetUse actual = done(store.use(one));
        assertThat(actual.amount()).as(as).isEqualTo(expected.amount());
        assertThat(actual.messages()).as(as).isEqualTo(expected.messages());
        assertThat(actual.unpriced()).as(as).isEqualTo(expected.unpriced());
        assertThat(actual.soft() == null).as(as).isEqualTo(expected.soft() == null);
      }
    }
  }

  @Test
  void everythingIsGoneADayAfterThePeriod() {
    Budget one = messages(3);
    take("a", FREE, one);
    take("b", FREE, one);
    keep("b", "wamid.B", one);
    failed("wamid.C", one);
    CurrentBudget current = now(one);

    assertThat(
            List.of(
                Keys.budgetUse(current.budget().name(), current.since()),
                Keys.budgetSend("a" + unique),
                Keys.budgetMessage("wamid.B" + unique)))
        .allSatisfy(
            key ->
                assertThat(REDIS.run(Command.TTL, key).toLong())
                    .isBetween(Duration.ofHours(23).toSeconds(), Duration.ofDays(2).toSeconds()));
    assertThat(REDIS.run(Command.TTL, Keys.budgetMessage("wamid.C" + unique)).toLong())
        .isBetween(1L, 120L);
  }
}
