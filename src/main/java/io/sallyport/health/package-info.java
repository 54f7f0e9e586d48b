/**
 * The checks of {@code /q/health}: circuits, webhook coverage, templates and relay targets; and the
 * SBOM, which the management port serves beside them.
 *
 * <p>Edge; imports the pure packages, config, account, directory, and clockwork for the states last
 * read.
 */
@NullMarked
package io.sallyport.health;

import org.jspecify.annotations.NullMarked;
