package io.sallyport.budget;

import io.sallyport.rule.Grounds;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget has no room for a send.
 *
 * @param amount what is used of it; null when that is not counted
 * @param messages how many messages
 * @param byAmount whether the amount has no room, else the number of messages has none
 */
public record BudgetSpent(
    CurrentBudget current, @Nullable BigDecimal amount, long messages, boolean byAmount)
    implements Grounds {

  @Override
  public Reason reason() {
    return Reason.BUDGET;
  }

  @Override
  public Instant possibleAt() {
    return current.resetsAt();
  }

  @Override
  public String details(PolicySettings settings) {
    return "The budget " + name() + " has no room for this message: " + used() + ". " + cure();
  }

  private String used() {
    Budget budget = current.budget();
    String of =
        byAmount
            ? decimal(budget.amount()) + " " + budget.currency()
            : budget.messages() + " messages";
    return (byAmount ? decimal(amount) : messages)
        + " of "
        + of
        + " are used since "
        + current.since();
  }

  @Override
  public String cure(PolicySettings settings) {
    return cure();
  }

  private String cure() {
    return "It starts again at "
        + current.resetsAt()
        + "; to send before, raise sallyport.budgets.\""
        + name()
        + "\"."
        + (byAmount ? "amount." : "messages.");
  }

  private String name() {
    return current.budget().name();
  }

  private static String decimal(@Nullable BigDecimal amount) {
    return amount == null ? "0" : amount.toPlainString();
  }
}
