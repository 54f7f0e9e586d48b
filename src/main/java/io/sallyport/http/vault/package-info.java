/**
 * Access tokens that clients never see: they are added to clients' calls and removed from Meta's
 * answers, and media links lead through the gateway. Start with {@link
 * io.sallyport.http.vault.Vault}.
 *
 * <p>Adapter; imports http, http.access, account, and meta for hosts.
 */
@NullMarked
package io.sallyport.http.vault;

import org.jspecify.annotations.NullMarked;
