/**
 * Decisions as they are made, as server-sent events.
 *
 * <p>Adapter; imports http, http.access, http.api, account, audit and the ledger. Start with {@code
 * StreamRoute}.
 */
@NullMarked
package io.sallyport.http.live;

import org.jspecify.annotations.NullMarked;
