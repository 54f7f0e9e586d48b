/**
 * The decision: one send, one atomic verdict, one message to Meta at the most.
 *
 * <p>Pure Java and Mutiny; imports {@code contact}, {@code message}, {@code template} and {@code
 * policy}. Two ports: {@link io.sallyport.admission.Ledger} (Redis, and the model the tests hold it
 * against) and {@link io.sallyport.admission.Upstream} (Meta, and a scripted one). Start with
 * {@link io.sallyport.admission.SendMessage}, which is the whole path.
 */
@NullMarked
package io.sallyport.admission;

import org.jspecify.annotations.NullMarked;
