/**
 * {@code POST …/import}: what a business knows about its contacts, one line for each. Start with
 * {@link io.sallyport.http.importing.ImportRoute}.
 *
 * <p>Adapter; imports http, http.access, http.api, account, audit and the ledger.
 */
@NullMarked
package io.sallyport.http.importing;

import org.jspecify.annotations.NullMarked;
