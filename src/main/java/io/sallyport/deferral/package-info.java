/**
 * Sends that wait for their turn instead of being refused by a throttle: {@code Prefer:
 * respond-async}, or {@code sallyport.policy.marketing.on-limit=defer}.
 *
 * <p>Pure Java and Mutiny. {@link io.sallyport.deferral.Deferral} queues them, {@link
 * io.sallyport.deferral.Dispatcher} lets them out by the same path as any other send, and so by a
 * verdict of that moment. Each has an idempotency key, the caller's or one of its own: that is why
 * none is sent twice, whichever process dies when. One port: {@link
 * io.sallyport.deferral.DeferredQueue}.
 */
@NullMarked
package io.sallyport.deferral;

import org.jspecify.annotations.NullMarked;
