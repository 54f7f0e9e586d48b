/**
 * Every Graph call that is not a send: streamed both ways and unchanged. Start with {@link
 * io.sallyport.http.passage.PassThroughRoute}.
 *
 * <p>Adapter; imports http, http.access, http.send, http.vault, instead, and meta for the
 * connections.
 */
@NullMarked
package io.sallyport.http.passage;

import org.jspecify.annotations.NullMarked;
