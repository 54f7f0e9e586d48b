package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.budget.Budget;
import io.sallyport.budget.Budget.Period;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.Budgets;
import io.sallyport.budget.Cost;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.budget.Spending;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a send took of what several numbers share is given back, also after a silence of Redis. */
@Concurrent
class GiveBackTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  /** What the connection does with what is written to it. */
  private enum Wire {
    WORKS,
    /** It breaks before Redis gets it. */
    LOSES_CALLS,
    /** It breaks when Redis has run a script. */
    LOSES_ANSWERS
  }

  private static final Contact CONTACT = new Contact("16505551234");
  private static final Contact ANOTHER = new Contact("16505551235");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Clock clock = new Clock(() -> Duration.ZERO);
  private final String unique = UUID.randomUUID().toString();
  private final Scripts direct = new Scripts(REDIS.client());
  private final BudgetStore seenBudgets = new RedisBudgets(direct, clock, TIMEOUT);
  private final MessagingLimitStore seenLimits = new RedisMessagingLimits(direct, clock, TIMEOUT);
  private volatile Wire wire = Wire.WORKS;
  private volatile boolean lost;
  private NetServer server;
  private Redis client;
  private BudgetStore budgets;
  private MessagingLimitStore limits;

  @BeforeEach
  void putAWireBetween() {
    server =
        REDIS
            .vertx()
            .createNetServer()
            .connectHandler(this::connect)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    client = Redis.createClient(REDIS.vertx(), "redis://localhost:" + server.actualPort());
    budgets = new RedisBudgets(new Scripts(client), clock, TIMEOUT);
    limits = new RedisMessagingLimits(new Scripts(client), clock, TIMEOUT);
  }

  @AfterEach
  void takeItAway() {
    client.close();
    server.close().toCompletionStage().toCompletableFuture().join();
  }

  private void connect(NetSocket near) {
    near.pause();
    REDIS
        .vertx()
        .createNetClient()
        .connect(REDIS.port(), "localhost")
        .onSuccess(
            far -> {
              AtomicBoolean runsScript = new AtomicBoolean();
              near.handler(
                  call -> {
                    if (wire == Wire.LOSES_CALLS) {
                      near.close();
                    } else {
                      runsScript.set(call.toString().contains("evalsha"));
                      far.write(call);
                    }
                  });
              far.handler(
                  answer -> {
                    if (wire == Wire.LOSES_ANSWERS && runsScript.get()) {
                      wire = Wire.WORKS;
                      lost = true;
                      near.close();
                    } else {
                      near.write(answer);
                    }
                  });
              near.closeHandler(closed -> far.close());
              near.resume();
            });
  }

  private static <T> Future<T> ended(Future<T> call) {
    Awaitility.await().until(call::isComplete);
    return call;
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private CurrentBudget budget() {
    Budget budget =
        new Budget(unique, Set.of(), Set.of(), Set.of(), Period.DAY, null, null, 1L, 80);
    return new Budgets(
            List.of(budget), ids -> ZoneOffset.UTC, new Tariff(null, RateCard.EMPTY), Instant::now)
        .current(budget);
  }

  private Spending spending() {
    return new Spending(unique, new Cost(false, null), List.of(budget()));
  }

  private void assertBudgetIsWhole() {
    Awaitility.await().until(() -> done(seenBudgets.use(budget())).messages() == 0);
  }

  private void assertLimitIsWhole() {
    Awaitility.await().until(() -> done(seenLimits.look(unique, ANOTHER, 1)) == null);
  }

  @Test
  void whatABudgetIsToGetBackItGetsWhenRedisAnswersAgain() {
    done(budgets.take(spending(), false));
    wire = Wire.LOSES_CALLS;
    assertThat(ended(budgets.giveBack(spending())).failed()).isTrue();
    assertThat(done(seenBudgets.use(budget())).messages()).isEqualTo(1);

    wire = Wire.WORKS;
    assertBudgetIsWhole();
  }

  @Test
  void whatAMessagingLimitIsToGetBackItGetsWhenRedisAnswersAgain() {
    done(limits.take(unique, CONTACT, "a", 1));
    wire = Wire.LOSES_CALLS;
    assertThat(ended(limits.giveBack(unique, "a")).failed()).isTrue();
    assertThat(done(seenLimits.look(unique, ANOTHER, 1))).isNotNull();

    wire = Wire.WORKS;
    assertLimitIsWhole();
  }

  @Test
  void whatABudgetGaveAndNobodyHeardOfIsGivenBack() {
    done(budgets.take(spending(), false));
    done(budgets.giveBack(spending()));
    Spending another = new Spending(unique + "b", new Cost(false, null), List.of(budget()));
    wire = Wire.LOSES_ANSWERS;

    assertThat(ended(budgets.take(another, false)).failed()).isTrue();

    assertThat(lost).as("it was taken").isTrue();
    assertBudgetIsWhole();
  }

  @Test
  void whatAMessagingLimitGaveAndNobodyHeardOfIsGivenBack() {
    done(limits.take(unique, CONTACT, "a", 1));
    done(limits.giveBack(unique, "a"));
    wire = Wire.LOSES_ANSWERS;

    assertThat(ended(limits.take(unique, CONTACT, "b", 1)).failed()).isTrue();

    assertThat(lost).as("it was taken").isTrue();
    assertLimitIsWhole();
  }
}
