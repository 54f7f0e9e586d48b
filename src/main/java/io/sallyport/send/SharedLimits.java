package io.sallyport.send;

import io.sallyport.budget.BudgetSpent;
import io.sallyport.budget.Budgets;
import io.sallyport.budget.Spending;
import io.sallyport.ledger.Verdict;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.Terms;
import io.vertx.core.AsyncResult;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a send takes that is not its number's alone: a place in the portfolio's messaging limit, and
 * its cost from the budgets that apply. Each costs a call of its own, made only where there is one.
 */
final class SharedLimits {

  private final Policies policies;
  private final Budgets budgets;
  private MessagingLimit messagingLimit = MessagingLimit.UNLIMITED;
  private boolean holdsMessagingLimit;
  private @Nullable Spending spending;
  private boolean holdsBudgets;

  SharedLimits(Policies policies, Budgets budgets) {
    this.policies = policies;
    this.budgets = budgets;
  }

  /** Finds out what is to be taken. */
  void onAdmitted(Send send, Terms terms, Verdict.Admitted admitted) {
    if (isOn(Reason.MESSAGING_LIMIT) && MessagingLimit.applies(terms, admitted.window())) {
      messagingLimit = MessagingLimit.of(send.number(), admitted.tier());
    }
    if (!budgets.isEmpty() && terms.channel() == null && isOn(Reason.BUDGET)) {
      spending =
          budgets.spending(
              admitted.reservation().id(),
              send.client(),
              send.number().phoneNumberId(),
              terms.billing().category(),
              admitted.reservation().contact().country(),
              admitted.charge());
    }
  }

  private boolean isOn(Reason reason) {
    return policies.settings().enforcement(reason) != Enforcement.OFF;
  }

  boolean needsMessagingLimit() {
    return !messagingLimit.isUnlimited();
  }

  /**
   * What came of it.
   *
   * @param taken null when the contact may be reached, else from when on
   * @return null when it was taken, or nobody knows
   */
  @Nullable Refusal onMessagingLimit(AsyncResult<@Nullable Instant> taken) {
    Instant nextAt = taken.result();
    holdsMessagingLimit = taken.succeeded() && nextAt == null;
    return nextAt == null
        ? null
        : policies.refusal(new MessagingLimit.Reached(messagingLimit.contacts(), nextAt));
  }

  boolean needsBudgets() {
    return spending != null;
  }

  /** What is used counts, too, where the rule is only observed. */
  boolean takesEvenIfSpent() {
    return policies.settings().enforcement(Reason.BUDGET) != Enforcement.ENFORCE;
  }

  /**
   * What came of it. Without an answer what may have been taken is given back.
   *
   * @param taken null when the budgets have room, else the first that has none
   * @return null when it was taken with room to spare, or nobody knows
   */
  @Nullable Refusal onBudgets(AsyncResult<@Nullable BudgetSpent> taken) {
    BudgetSpent spent = taken.result();
    holdsBudgets = spent == null || takesEvenIfSpent();
    return spent == null ? null : policies.refusal(spent);
  }

  /** How many contacts the portfolio may reach. */
  long messagingLimit() {
    return messagingLimit.contacts();
  }

  boolean holdsMessagingLimit() {
    return holdsMessagingLimit;
  }

  /** What is to be taken of budgets. */
  Spending spending() {
    return Objects.requireNonNull(spending);
  }

  boolean holdsBudgets() {
    return holdsBudgets;
  }
}
