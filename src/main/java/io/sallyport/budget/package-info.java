/**
 * How much may be spent, in money or messages, by client, number and category, in a day or a month
 * (instead.md#budgets).
 *
 * <p>Pure; imports template, pricing and rule. Start with {@link io.sallyport.budget.Budgets},
 * which picks those that apply to a send; {@link io.sallyport.budget.BudgetStore} counts, and Redis
 * is behind it.
 */
@NullMarked
package io.sallyport.budget;

import org.jspecify.annotations.NullMarked;
