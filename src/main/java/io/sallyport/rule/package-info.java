/**
 * The rules: which sends are refused and why, and the terms a send is admitted on.
 *
 * <p>Pure Java; imports contact, message, template and pricing. A rule is one file: a MessageRule,
 * judged by the message and its template, or a LedgerRule, judged by a ledger on Terms. {@link
 * io.sallyport.rule.Rules} lists them; a rule's {@link io.sallyport.rule.Reason} has what callers
 * and stores must know of it. Start with {@link io.sallyport.rule.Policies}.
 */
@NullMarked
package io.sallyport.rule;

import org.jspecify.annotations.NullMarked;
