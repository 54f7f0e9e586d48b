/**
 * The JSON API under {@code /twin} of the Kommo twin, for curl and for tests in another process.
 *
 * <p>Imports the other rooms of the Kommo twin, and {@code twin.control} for what both twins share.
 * {@link io.sallyport.twin.kommo.control.KommoControls} has the list of calls.
 */
@NullMarked
package io.sallyport.twin.kommo.control;

import org.jspecify.annotations.NullMarked;
