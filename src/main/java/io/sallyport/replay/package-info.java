/**
 * What another policy would have decided of the sends that are remembered. Each is judged on what
 * its verdict stood on, by the rules that decide; nothing is sent, consumed or stored.
 *
 * <p>Pure Java and Mutiny. Start with {@link io.sallyport.replay.Replay}. May import contact,
 * message, template, pricing, rule, ledger, send and audit.
 */
@NullMarked
package io.sallyport.replay;

import org.jspecify.annotations.NullMarked;
