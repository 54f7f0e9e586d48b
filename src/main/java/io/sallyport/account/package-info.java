/**
 * The business numbers, accounts, channels, clients and operators there are, configured or put at
 * run time, with their tokens, keys and sessions.
 *
 * <p>Edge; imports the pure packages and config. Start with {@link io.sallyport.account.Numbers}
 * and {@link io.sallyport.account.Clients}.
 */
@NullMarked
package io.sallyport.account;

import org.jspecify.annotations.NullMarked;
