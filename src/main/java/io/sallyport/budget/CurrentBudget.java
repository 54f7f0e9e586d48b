package io.sallyport.budget;

import java.time.Instant;

/**
 * A budget in one of its periods.
 *
 * @param since when the period began
 * @param resetsAt when the next one begins
 */
public record CurrentBudget(Budget budget, Instant since, Instant resetsAt) {}
