/**
 * Who calls, and which numbers the caller may use: {@link io.sallyport.http.access.Callers}.
 *
 * <p>Adapter; imports http, account, rule, circuit.
 */
@NullMarked
package io.sallyport.http.access;

import org.jspecify.annotations.NullMarked;
