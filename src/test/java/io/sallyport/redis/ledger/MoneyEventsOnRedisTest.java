package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.Cost;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.budget.Spending;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.event.AiWatch;
import io.sallyport.event.Announcer;
import io.sallyport.event.BudgetWatch;
import io.sallyport.event.FirstCharges;
import io.sallyport.event.GatewayEvent.AiCharged;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.queue.RedisRelay;
import io.sallyport.redis.store.RedisFirstCharges;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.Target;
import io.sallyport.template.Category;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events about money, on a real Redis: once, also when a replica dies on the way. */
@Concurrent
class MoneyEventsOnRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Instant AT = Instant.parse("2026-11-10T12:00:00Z");

  private final VirtualTime time = new VirtualTime();
  private final String number = Sample.number();
  private final String target = "t" + UUID.randomUUID();
  private final BudgetStore store =
      new RedisBudgets(new Scripts(REDIS.client()), new Clock(time::offset), PATIENCE);
  private final FirstCharges firsts = new RedisFirstCharges(REDIS.client(), PATIENCE);

  /** Its target takes nothing, so that all stays in the queue; and that holds this many. */
  private Announcer announcer(int most, String... events) {
    RelaySettings settings =
        new RelaySettings(
            PATIENCE, PATIENCE, Duration.ofDays(7), PATIENCE.multipliedBy(2), PATIENCE);
    Relay relay =
        new Relay(
            Occasional.NONE,
            new RedisRelay(
                new Scripts(REDIS.client()),
                new Clock(time::offset),
                PATIENCE,
                most,
                settings.maxAge(),
                settings.claimAfter()),
            (to, letter) -> Uni.createFrom().item(Attempt.answered(500)),
            settings,
            () -> 0,
            event -> {});
    relay.put(new Target(target, Set.of(number), Set.of(), Set.of(events)));
    return new Announcer(relay, time::now, () -> true);
  }

  private static <T> T done(Future<T> call) {
    return done(UniHelper.toUni(call));
  }

  private static <T> T done(Uni<T> call) {
    return call.await().atMost(Duration.ofSeconds(10));
  }

  private List<String> queued() {
    return REDIS.run(Command.XRANGE, QueueKeys.relayQueue(target), "-", "+").stream()
        .map(Object::toString)
        .toList();
  }

  /** A budget of ten messages, of which so many are used. */
  private CurrentBudget used(String name, int messages) {
    Budget budget =
        new Budget(
            name + number,
            Set.of(),
            Set.of(number),
            Set.of(),
            Budget.Period.DAY,
            null,
            null,
            10L,
            80);
    CurrentBudget current =
        new CurrentBudget(budget, time.second().minusSeconds(60), time.second().plusSeconds(60));
    for (int i = 0; i < messages; i++) {
      String id = name + i + number;
      done(store.take(new Spending(id, new Cost(false, null), List.of(current)), false));
    }
    return current;
  }

  private BudgetUse look(BudgetWatch watch, CurrentBudget current) {
    done(watch.look(done(store.use(current))));
    return done(store.use(current));
  }

  @Test
  void aBudgetsShareIsToldOnce() {
    BudgetWatch watch = new BudgetWatch(announcer(9, "budget.soft"), store, Set::of);
    assertThat(look(watch, used("few", 7)).softTold()).isFalse();
    assertThat(queued()).isEmpty();
    CurrentBudget current = used("many", 9);
    BudgetUse before = done(store.use(current));

    assertThat(look(watch, current).softTold()).isTrue();
    look(watch, current);
    // A replica that had looked before.
    done(watch.look(before));

    assertThat(queued()).singleElement().asString().contains("many", "\"messages\":8");
  }

  @Test
  void whatCouldNotBeQueuedIsToldLater() {
    CurrentBudget first = used("first", 8);
    CurrentBudget second = used("second", 8);
    BudgetWatch watch = new BudgetWatch(announcer(1, "budget.soft"), store, Set::of);
    look(watch, first);

    assertThatThrownBy(() -> look(watch, second)).isNotNull();

    assertThat(done(store.use(second)).softTold()).isFalse();
    look(new BudgetWatch(announcer(9, "budget.soft"), store, Set::of), second);
    assertThat(queued()).hasSize(2);
  }

  private SendReported priced(String wamid, Category category) {
    return new SendReported(
        number,
        Names.of(List.of(new Contact("16505551234"))).orElseThrow(),
        AT,
        wamid,
        true,
        new Price(Price.Kind.REGULAR, category),
        null,
        null);
  }

  @Test
  void onlyTheFirstMessageOfAnAiIsTold() {
    AiWatch watch = new AiWatch(announcer(9, "ai.charged"), firsts);
    done(watch.look(List.of(priced("wamid.M", Category.MARKETING))));
    assertThat(queued()).isEmpty();
    SendReported first = priced("wamid.A", Category.GENERAL_PURPOSE_AI);
    SendReported second = priced("wamid.B", Category.GENERAL_PURPOSE_AI);

    done(watch.look(List.of(first, second)));
    done(watch.look(List.of(second)));

    assertThat(queued()).singleElement().asString().contains("wamid.A");
  }

  @Test
  void aFirstWhoseReplicaDiedIsToldByTheNext() {
    assertThat(done(firsts.first(new AiCharged(number, "wamid.A", AT)))).isPresent();

    AiWatch watch = new AiWatch(announcer(9, "ai.charged"), firsts);
    done(watch.look(List.of(priced("wamid.B", Category.GENERAL_PURPOSE_AI))));

    assertThat(queued()).singleElement().asString().contains("wamid.A");
    assertThat(REDIS.run(Command.TTL, Keys.told(number, "ai-charged")).toLong()).isPositive();
  }

  @Test
  void whereNobodyAsksForItNothingIsRemembered() {
    done(
        new AiWatch(announcer(9, "budget.soft"), firsts)
            .look(List.of(priced("wamid.A", Category.GENERAL_PURPOSE_AI))));

    assertThat(REDIS.run(Command.EXISTS, Keys.told(number, "ai-charged")).toInteger()).isZero();
  }
}
