/**
 * The JSON API under {@code /twin}: what the Java API of the twin does, for curl and for tests in
 * another process.
 *
 * <p>Imports all other rooms. {@link io.sallyport.twin.control.ControlApi} has the list of calls;
 * each first segment of a path has one {@link io.sallyport.twin.control.Control}.
 */
@NullMarked
package io.sallyport.twin.control;

import org.jspecify.annotations.NullMarked;
