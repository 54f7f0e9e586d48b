/**
 * What an operator sees: meters, health, and the names used in logs.
 *
 * <p>Edge; imports the pure packages and {@code config}. This is the one package that names meters.
 * Start with {@link io.sallyport.ops.Meters}.
 */
@NullMarked
package io.sallyport.ops;

import org.jspecify.annotations.NullMarked;
