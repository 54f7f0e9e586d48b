/**
 * Calls of other servers' JSON APIs: each bounded in time, and its answer in size.
 *
 * <p>Vert.x and Jackson only; imports nothing of the gateway. One class: {@link
 * io.sallyport.calls.JsonCalls}.
 */
@NullMarked
package io.sallyport.calls;

import org.jspecify.annotations.NullMarked;
