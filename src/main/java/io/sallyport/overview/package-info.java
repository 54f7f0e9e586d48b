/**
 * What an operator sees at a glance, of all replicas: how many decisions a minute, and which
 * circuits are open. Each replica tells what it has counted and what is open a few times a minute.
 *
 * <p>Pure Java. Start with {@link io.sallyport.overview.OverviewStore}.
 */
@NullMarked
package io.sallyport.overview;

import org.jspecify.annotations.NullMarked;
