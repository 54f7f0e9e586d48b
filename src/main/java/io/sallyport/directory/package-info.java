/**
 * What operators put at run time, and what Meta lists of WABAs: kept in Redis, followed by every
 * replica.
 *
 * <p>Edge; imports the pure packages, config and account. Start with {@link
 * io.sallyport.directory.Directory}. Ports: {@link io.sallyport.directory.DirectoryStore}, {@link
 * io.sallyport.directory.NumberSource}, {@link io.sallyport.directory.RelayTargets}.
 */
@NullMarked
package io.sallyport.directory;

import org.jspecify.annotations.NullMarked;
