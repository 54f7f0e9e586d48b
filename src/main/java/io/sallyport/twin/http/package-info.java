/**
 * A request to the twin, its answer, and the listening socket.
 *
 * <p>Imports no other room. Start with {@link io.sallyport.twin.http.Request}.
 */
@NullMarked
package io.sallyport.twin.http;

import org.jspecify.annotations.NullMarked;
