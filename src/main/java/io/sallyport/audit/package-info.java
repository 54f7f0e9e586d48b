/**
 * Records of every decision, so that it can be explained later. They hold contacts as keyed hashes
 * only, and no message text, token or key.
 *
 * <p>Pure Java and Mutiny. Start with {@link io.sallyport.audit.Audit}; adapters log and store the
 * records.
 */
@NullMarked
package io.sallyport.audit;

import org.jspecify.annotations.NullMarked;
