package io.sallyport.event;

import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.event.GatewayEvent.BudgetSoft;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import java.util.Set;
import java.util.function.Supplier;

/** Tells that a budget has come to its share, once in each of its periods. */
public final class BudgetWatch {

  private final Announcer announcer;
  private final BudgetStore store;
  private final Supplier<Set<String>> numbers;

  /**
   * @param numbers all phone number ids, whose targets a budget of all numbers concerns
   */
  public BudgetWatch(Announcer announcer, BudgetStore store, Supplier<Set<String>> numbers) {
    this.announcer = announcer;
    this.store = store;
    this.numbers = numbers;
  }

  /**
   * Looks at what is used of a budget.
   *
   * @return fails unless the event is queued, now or by an earlier call; then it is to be looked at
   *     again
   */
  public Uni<Void> look(BudgetUse use) {
    if (use.soft() == null || use.softTold()) {
      return Uni.createFrom().voidItem();
    }
    Set<String> own = use.current().budget().numbers();
    BudgetSoft event =
        new BudgetSoft(use.current(), use.soft(), own.isEmpty() ? numbers.get() : own);
    // Queued first: what is queued twice has the same bytes, and is delivered once.
    return announcer.announce(event).chain(() -> UniHelper.toUni(store.softTold(use.current())));
  }
}
