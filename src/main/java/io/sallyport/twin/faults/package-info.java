/**
 * Faults a test can order for the next sends: errors, silence, broken connections, slow answers.
 *
 * <p>Imports graph, for its errors, and http. {@link io.sallyport.twin.faults.Fault} is the list;
 * {@link io.sallyport.twin.faults.FaultInjector} carries one out.
 */
@NullMarked
package io.sallyport.twin.faults;

import org.jspecify.annotations.NullMarked;
