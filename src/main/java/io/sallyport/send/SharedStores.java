package io.sallyport.send;

import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.Budgets;
import io.sallyport.ledger.MessagingLimitStore;

/**
 * What is counted over several numbers.
 *
 * @param limits of portfolios
 * @param budgets that are configured
 * @param spent what is used of them
 */
public record SharedStores(MessagingLimitStore limits, Budgets budgets, BudgetStore spent) {}
