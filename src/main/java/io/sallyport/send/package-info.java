/**
 * One send: one atomic verdict, one message to Meta at the most.
 *
 * <p>Pure; imports contact, message, template, pricing, rule, channel, budget, ledger and circuit.
 * One port: {@link io.sallyport.send.Upstream} (Meta, and a scripted one). Start with {@link
 * io.sallyport.send.SendMessage}, which is the whole path; {@link io.sallyport.send.ExplainSend}
 * says what it would do.
 */
@NullMarked
package io.sallyport.send;

import org.jspecify.annotations.NullMarked;
