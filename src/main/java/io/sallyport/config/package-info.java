/**
 * Configuration: the {@code sallyport.*} keys, what they are checked for before anything starts,
 * and the assembly of the pure parts from them.
 *
 * <p>Edge; imports the pure packages, and {@code tracing} to put it between them. Start with {@link
 * io.sallyport.config.SallyportConfig}, whose comments are the configuration manual, then {@link
 * io.sallyport.config.Assembly}.
 */
@NullMarked
package io.sallyport.config;

import org.jspecify.annotations.NullMarked;
