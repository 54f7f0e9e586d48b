/**
 * The rules: which sends are refused and why, and the terms a send is admitted on.
 *
 * <p>Pure Java; imports {@code contact}, {@code message}, {@code template} and {@code pricing}.
 * {@link io.sallyport.policy.Policies} judges what needs no contact state and turns the rest into
 * {@link io.sallyport.policy.Terms}, numbers a ledger enforces atomically. A new rule gets a {@link
 * io.sallyport.policy.Reason}; one that needs no contact state goes into {@code Policies}, one that
 * does into {@code Terms} and the ledger's admission script, and its words into {@link
 * io.sallyport.policy.Details}. {@link io.sallyport.policy.Rulings} says of every rule why it
 * passes or refuses.
 */
@NullMarked
package io.sallyport.policy;

import org.jspecify.annotations.NullMarked;
