/**
 * What is known of every contact and number, and what may be asked of it.
 *
 * <p>Ports and their values; imports contact, template, pricing and rule. {@link
 * io.sallyport.ledger.Ledger} decides, {@link io.sallyport.ledger.Records} tells, {@link
 * io.sallyport.ledger.IdempotencyStore} and {@link io.sallyport.ledger.MessagingLimitStore} are
 * beside it. Redis is behind all of them, and the tests hold a model in memory against it.
 */
@NullMarked
package io.sallyport.ledger;

import org.jspecify.annotations.NullMarked;
