package io.sallyport.budget;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is used of budgets, shared by all replicas. All calls fail when it does not answer. */
public interface BudgetStore {

  /**
   * Takes what a send costs from all of its budgets, or from none.
   *
   * @param evenIfSpent takes it from all though there is no room
   * @return null when all have room; else the first that has none
   */
  Future<@Nullable BudgetSpent> take(Spending spending, boolean evenIfSpent);

  /** What {@link #take} would answer; nothing is taken. */
  Future<@Nullable BudgetSpent> look(Spending spending);

  /**
   * Meta took the send: from now on it is known by the message's id.
   *
   * @param id of its reservation
   * @param budgets all that it may have taken from
   */
  Future<Void> keep(String id, String wamid, List<CurrentBudget> budgets);

  /** The send did not happen: a {@link #take} that is on its way takes nothing any more. */
  Future<Void> giveBack(Spending spending);

  /** The message was not delivered: nothing of it counts. */
  Future<Void> failed(String wamid, List<CurrentBudget> budgets);

  /** Meta told of a message. */
  Future<Void> reported(Report report, List<CurrentBudget> budgets);

  /**
   * What Meta told of a message.
   *
   * @param delivered whether it was; then no failure is to come
   * @param cost Meta's word on its price, of its category; null when it said none
   * @param namesCategory whether Meta named the category; else the send's stands
   */
  record Report(String wamid, boolean delivered, @Nullable Cost cost, boolean namesCategory) {}

  /** What is used of a budget. */
  Future<BudgetUse> use(CurrentBudget budget);

  /** The budget's share was told in this period. */
  Future<Void> softTold(CurrentBudget budget);
}
