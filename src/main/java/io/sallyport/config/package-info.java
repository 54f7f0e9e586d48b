/**
 * The {@code sallyport.*} configuration keys, and how their values are read.
 *
 * <p>Edge; imports the pure packages. Start with {@link io.sallyport.config.SallyportConfig}, whose
 * comments are the configuration manual. The start-up checks and the assembly are in {@code app}.
 */
@NullMarked
package io.sallyport.config;

import org.jspecify.annotations.NullMarked;
