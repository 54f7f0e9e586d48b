/**
 * The configured business numbers and clients, with their tokens and keys.
 *
 * <p>Edge; imports config and rule. Start with {@link io.sallyport.account.Numbers} and {@link
 * io.sallyport.account.Clients}.
 */
@NullMarked
package io.sallyport.account;

import org.jspecify.annotations.NullMarked;
