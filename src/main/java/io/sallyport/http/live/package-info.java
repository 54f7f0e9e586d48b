/**
 * Decisions as they are made, as server-sent events.
 *
 * <p>Imports what the gateway API shares. Start with {@code StreamRoute}.
 */
@NullMarked
package io.sallyport.http.live;

import org.jspecify.annotations.NullMarked;
