/**
 * The rules: which sends are refused and why, and the terms a send is admitted on.
 *
 * <p>Pure Java; imports {@code contact}, {@code message}, {@code template} and {@code pricing}. A
 * rule is one file: a {@link io.sallyport.policy.MessageRule}, judged by the message and its
 * template, or a {@link io.sallyport.policy.LedgerRule}, judged by a ledger on {@link
 * io.sallyport.policy.Terms}; its {@link io.sallyport.policy.Reason} has what callers and stores
 * must know of it. {@link io.sallyport.policy.Policies} applies the first and makes the terms for
 * the second. {@link io.sallyport.policy.Rulings} says of every rule why it passes or refuses.
 */
@NullMarked
package io.sallyport.policy;

import org.jspecify.annotations.NullMarked;
