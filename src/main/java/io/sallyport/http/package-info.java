/**
 * What the HTTP routes share: reading Graph paths, queries and bodies, and writing Graph errors.
 *
 * <p>Adapter. {@link io.sallyport.http.GraphErrors} is the one writer of refusals, {@link
 * io.sallyport.http.RouteOrder} the list of all routes.
 */
@NullMarked
package io.sallyport.http;

import org.jspecify.annotations.NullMarked;
