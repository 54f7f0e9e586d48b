/**
 * What is done instead of a refusal, or before a send that would leave. {@link
 * io.sallyport.instead.SubmitSend} is what every caller uses: it lets {@link
 * io.sallyport.instead.Hold} decide, which holds for a person what is to be looked at first, and
 * goes through the ways where a rule refuses: {@link io.sallyport.instead.TemplateFallback}, {@link
 * io.sallyport.instead.Park}, {@link io.sallyport.instead.Deferral}. A new way is another {@link
 * io.sallyport.instead.Instead}.
 *
 * <p>What waits goes out by {@link io.sallyport.instead.Turn}, by the same path as any other send,
 * and so by a verdict of that moment: when its turn comes ({@link
 * io.sallyport.instead.Dispatcher}), when its contact writes ({@link
 * io.sallyport.instead.ParkedRelease}), or when a person lets it go. Each has an idempotency key,
 * the caller's or one of its own: that is why none is sent twice, whichever process dies when.
 * Ports: {@link io.sallyport.instead.DeferredQueue}, {@link io.sallyport.instead.ParkedSends},
 * {@link io.sallyport.instead.HeldSends}.
 */
@NullMarked
package io.sallyport.instead;

import org.jspecify.annotations.NullMarked;
