/**
 * What is done instead of a refusal. The first way is deferral: a send waits for its turn ({@code
 * Prefer: respond-async}, or {@code sallyport.policy.marketing.on-limit=defer}).
 *
 * <p>{@link io.sallyport.instead.Deferral} queues sends, {@link io.sallyport.instead.Dispatcher}
 * lets them out by the same path as any other send, and so by a verdict of that moment. Each has an
 * idempotency key, the caller's or one of its own: that is why none is sent twice, whichever
 * process dies when. One port: {@link io.sallyport.instead.DeferredQueue}.
 */
@NullMarked
package io.sallyport.instead;

import org.jspecify.annotations.NullMarked;
