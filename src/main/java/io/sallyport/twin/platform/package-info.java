/**
 * What every other room of the twin uses: the clock, ids, the business phone numbers, media files.
 *
 * <p>Imports no other room. Start with {@link io.sallyport.twin.platform.TwinClock}.
 */
@NullMarked
package io.sallyport.twin.platform;

import org.jspecify.annotations.NullMarked;
