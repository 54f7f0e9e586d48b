/**
 * Pages and Instagram accounts: their ids, tokens and hosts. Imports no other room. Start with
 * {@link io.sallyport.twin.messenger.accounts.Account}.
 */
@NullMarked
package io.sallyport.twin.messenger.accounts;

import org.jspecify.annotations.NullMarked;
