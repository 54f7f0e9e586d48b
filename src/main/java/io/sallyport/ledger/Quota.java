package io.sallyport.ledger;

/**
 * What is left of a rate after a decision.
 *
 * @param limit how many at once
 * @param remaining how many more now
 * @param reset seconds until all of them, rounded up
 */
public record Quota(int limit, int remaining, long reset) {}
