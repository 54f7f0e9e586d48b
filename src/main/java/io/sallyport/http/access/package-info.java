/**
 * Who calls ({@link io.sallyport.http.access.Callers}), what the caller may use ({@link
 * io.sallyport.http.access.Permissions}), and what it wants rather than a refusal.
 *
 * <p>Adapter; imports account, circuit, instead, ledger and rule.
 */
@NullMarked
package io.sallyport.http.access;

import org.jspecify.annotations.NullMarked;
