/**
 * Who calls, and which numbers the caller may use: {@link io.sallyport.http.access.Callers}. And
 * what the caller wants rather than a refusal.
 *
 * <p>Adapter; imports account, circuit, instead, ledger and rule.
 */
@NullMarked
package io.sallyport.http.access;

import org.jspecify.annotations.NullMarked;
