/**
 * Circuit breakers: when a number's or a token's sends are refused because Meta does not take them.
 *
 * <p>Pure Java; imports message and rule. Start with {@link io.sallyport.circuit.Circuits}.
 */
@NullMarked
package io.sallyport.circuit;

import org.jspecify.annotations.NullMarked;
