/**
 * The polls that run on timers, spread evenly by {@link io.sallyport.clockwork.Rounds}.
 *
 * <p>Edge; imports the pure packages, config, account, directory, meters, connector and
 * translation.
 */
@NullMarked
package io.sallyport.clockwork;

import org.jspecify.annotations.NullMarked;
