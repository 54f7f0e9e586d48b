package io.sallyport.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is used of a budget in a period.
 *
 * @param amount by the rate card, as corrected by Meta's statuses; null when it is not counted
 * @param unpriced how many of the messages count 0 in it, since the rate card has no price for them
 * @param soft when it came to its share of a limit; null while it has not
 * @param softTold whether that has been told
 */
public record BudgetUse(
    CurrentBudget current,
    @Nullable BigDecimal amount,
    long messages,
    long unpriced,
    @Nullable Soft soft,
    boolean softTold) {

  /**
   * When a budget came to its share of a limit, and what was used then.
   *
   * @param amount null when it is not counted
   */
  public record Soft(Instant at, @Nullable BigDecimal amount, long messages) {}

  /** How much of the limit that is nearer to its end is used: 1 is all. */
  public double ratio() {
    Budget budget = current.budget();
    double ofAmount =
        amount == null || budget.amount() == null ? 0 : share(amount, budget.amount());
    double ofMessages =
        budget.messages() == null
            ? 0
            : share(BigDecimal.valueOf(messages), BigDecimal.valueOf(budget.messages()));
    return Math.max(ofAmount, ofMessages);
  }

  /** A limit of nothing is used up. */
  private static double share(BigDecimal used, BigDecimal limit) {
    return limit.signum() == 0 ? 1 : used.doubleValue() / limit.doubleValue();
  }
}
