/**
 * What is counted and logged. This is the one package that names meters.
 *
 * <p>Edge; imports the pure packages, config, account, directory and translation. Start with {@link
 * io.sallyport.meters.Meters}.
 */
@NullMarked
package io.sallyport.meters;

import org.jspecify.annotations.NullMarked;
