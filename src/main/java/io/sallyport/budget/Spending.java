package io.sallyport.budget;

import java.util.List;

/**
 * What a send takes of budgets.
 *
 * @param id of its reservation
 * @param cost what it is expected to cost
 * @param budgets that apply to it, at least one
 */
public record Spending(String id, Cost cost, List<CurrentBudget> budgets) {

  public Spending {
    budgets = List.copyOf(budgets);
  }
}
