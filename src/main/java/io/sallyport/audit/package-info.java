/**
 * What was decided of each send, for whoever has to answer for it later. A contact is a keyed hash
 * here; texts, tokens and keys are not here at all.
 *
 * <p>Pure Java and Mutiny. {@link io.sallyport.audit.Audit} is told of every decision; where the
 * records go is the adapters' business.
 */
@NullMarked
package io.sallyport.audit;

import org.jspecify.annotations.NullMarked;
