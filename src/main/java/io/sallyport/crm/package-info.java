/**
 * The CRMs' end of the relay: a letter is posted to its target, signed.
 *
 * <p>Adapter; imports the pure packages and {@code config}. Start with {@link
 * io.sallyport.crm.TargetPost}.
 */
@NullMarked
package io.sallyport.crm;

import org.jspecify.annotations.NullMarked;
