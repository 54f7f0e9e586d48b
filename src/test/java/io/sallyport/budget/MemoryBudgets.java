package io.sallyport.budget;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link BudgetStore} in memory: every send with what is known of it; sums are made when asked. */
public final class MemoryBudgets implements BudgetStore {

  /** What is known of one. */
  private static final class Sent {
    @Nullable Spending spending;
    boolean failed;
    boolean delivered;
    @Nullable Report word;

    Cost cost() {
      Cost expected = spending.cost();
      return word == null
          ? expected
          : new Cost(
              word.cost().charged(), word.namesCategory() ? word.cost().price() : expected.price());
    }

    boolean counts(CurrentBudget current) {
      return spending != null && !failed && spending.budgets().contains(current);
    }
  }

  private final Supplier<Instant> clock;
  private final Map<String, Sent> sends = new HashMap<>();
  private final Map<CurrentBudget, BudgetUse.Soft> soft = new HashMap<>();
  private final Map<CurrentBudget, Boolean> told = new HashMap<>();

  public MemoryBudgets(Supplier<Instant> clock) {
    this.clock = clock;
  }

  private Sent sent(String name) {
    return sends.computeIfAbsent(name, first -> new Sent());
  }

  @Override
  public Future<@Nullable BudgetSpent> take(Spending spending, boolean evenIfSpent) {
    BudgetSpent spent = spent(spending);
    if (spent == null || evenIfSpent) {
      sent(spending.id()).spending = spending;
      note(spending.budgets());
    } else if (spent.messages() > 0) {
      note(List.of(spent.current()));
    }
    return Future.succeededFuture(spent);
  }

  @Override
  public Future<@Nullable BudgetSpent> look(Spending spending) {
    return Future.succeededFuture(spent(spending));
  }

  private @Nullable BudgetSpent spent(Spending spending) {
    for (CurrentBudget current : spending.budgets()) {
      Budget budget = current.budget();
      BudgetUse use = uses(current);
      BigDecimal costs = amount(spending.cost(), budget);
      if (budget.amount() != null
          && costs.signum() > 0
          && use.amount().add(costs).compareTo(budget.amount()) > 0) {
        return new BudgetSpent(current, use.amount(), use.messages(), true);
      }
      if (budget.messages() != null && use.messages() + 1 > budget.messages()) {
        return new BudgetSpent(current, use.amount(), use.messages(), false);
      }
    }
    return null;
  }

  private static boolean isPriced(Cost cost, Budget budget) {
    return cost.price() != null && cost.price().currency().equals(budget.currency());
  }

  private static BigDecimal amount(Cost cost, Budget budget) {
    return cost.charged() && isPriced(cost, budget) ? cost.price().amount() : BigDecimal.ZERO;
  }

  private void note(List<CurrentBudget> budgets) {
    for (CurrentBudget current : budgets) {
      BudgetUse use = uses(current);
      if (use.ratio() * 100 >= current.budget().soft()) {
        soft.putIfAbsent(current, new BudgetUse.Soft(clock.get(), use.amount(), use.messages()));
      }
    }
  }

  private BudgetUse uses(CurrentBudget current) {
    Budget budget = current.budget();
    BigDecimal amount = BigDecimal.ZERO;
    long messages = 0;
    long unpriced = 0;
    for (Sent one : sends.values()) {
      if (one.counts(current)) {
        amount = amount.add(amount(one.cost(), budget));
        messages++;
        unpriced +=
            one.cost().charged() && budget.currency() != null && !isPriced(one.cost(), budget)
                ? 1
                : 0;
      }
    }
    return new BudgetUse(
        current,
        budget.currency() == null ? null : Cost.amount(Cost.micros(amount)),
        messages,
        unpriced,
        soft.get(current),
        told.containsKey(current));
  }

  @Override
  public Future<Void> keep(String id, String wamid, List<CurrentBudget> budgets) {
    Sent taken = sends.remove(id);
    if (taken != null) {
      sent(wamid).spending = taken.spending;
      note(taken.spending.budgets());
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> giveBack(Spending spending) {
    return failed(spending.id(), spending.budgets());
  }

  @Override
  public Future<Void> failed(String wamid, List<CurrentBudget> budgets) {
    if (sent(wamid).spending == null) {
      // Perhaps what it takes is on its way.
      sent(wamid).failed = true;
    } else {
      sends.remove(wamid);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> reported(Report report, List<CurrentBudget> budgets) {
    Sent one = sent(report.wamid());
    one.delivered |= report.delivered();
    if (report.cost() != null && one.word == null) {
      one.word = report;
    }
    if (one.spending != null) {
      note(one.spending.budgets());
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<BudgetUse> use(CurrentBudget budget) {
    return Future.succeededFuture(uses(budget));
  }

  @Override
  public Future<Void> softTold(CurrentBudget budget) {
    told.put(budget, true);
    return Future.succeededFuture();
  }
}
