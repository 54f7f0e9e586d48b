package io.sallyport.send;

import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.Budgets;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.MessagingLimitStore;

/**
 * What is counted over several numbers.
 *
 * @param limits of portfolios
 * @param budgets that are configured
 * @param spent what is used of them
 */
public record SharedStores(MessagingLimitStore limits, Budgets budgets, BudgetStore spent) {

  /**
   * What a send took whose answer was lost is known by its message from now on, so that a status
   * can give it back; if that cannot be stored it stays taken.
   */
  public void noticed(Effect effect) {
    if (effect instanceof Effect.Proved proved && !budgets.isEmpty()) {
      var unused =
          spent.keep(
              proved.reservation(), proved.wamid(), budgets.ofNumber(proved.phoneNumberId()));
    }
  }
}
