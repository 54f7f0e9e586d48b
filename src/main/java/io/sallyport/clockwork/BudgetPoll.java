package io.sallyport.clockwork;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.Budgets;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.event.BudgetWatch;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.BudgetMeters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks at every budget every other second, for meters and for the event {@code budget.soft}. */
@Singleton
final class BudgetPoll {

  private static final Logger LOG = Logger.getLogger(BudgetPoll.class);

  /** One Redis command each. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofSeconds(2), 8);

  /** What was used just before a period ended may not have been seen yet. */
  private static final Duration AFTER_THE_END = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final Budgets budgets;
  private final BudgetStore store;
  private final BudgetWatch watch;
  private final BudgetMeters meters;
  private final SharedClock clock;
  private final Map<String, Budget> byName;

  BudgetPoll(
      Vertx vertx,
      Budgets budgets,
      BudgetStore store,
      BudgetWatch watch,
      BudgetMeters meters,
      SharedClock clock) {
    this.vertx = vertx;
    this.budgets = budgets;
    this.store = store;
    this.watch = watch;
    this.meters = meters;
    this.clock = clock;
    this.byName =
        budgets.all().stream().collect(Collectors.toMap(Budget::name, Function.identity()));
  }

  void start(@Observes Serving start) {
    new Rounds(byName.keySet(), PACE, this::look).start(vertx);
  }

  private Uni<Duration> look(String name) {
    Budget budget = byName.get(name);
    if (budget == null) {
      return Uni.createFrom().item(Rounds.NEXT_ROUND);
    }
    CurrentBudget current = budgets.current(budget);
    boolean hasJustBegun = clock.now().isBefore(current.since().plus(AFTER_THE_END));
    return use(current)
        .invoke(meters::update)
        .chain(watch::look)
        .chain(
            () ->
                hasJustBegun
                    ? use(budgets.before(current)).chain(watch::look)
                    : Uni.createFrom().voidItem())
        .replaceWith(Rounds.NEXT_ROUND)
        .onFailure()
        .invoke(silent -> LOG.debugf("budget not looked at name=%s because=%s", name, silent))
        .onFailure()
        .recoverWithItem(Rounds.NEXT_ROUND);
  }

  private Uni<BudgetUse> use(CurrentBudget budget) {
    return UniHelper.toUni(store.use(budget));
  }
}
