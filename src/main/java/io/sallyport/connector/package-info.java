/**
 * How one kind of CRM speaks: {@link io.sallyport.connector.Inlet} turns its request into a send
 * and a decision into its answer; {@link io.sallyport.connector.Outlet} hands it what Meta
 * delivers. The first kind speaks the Graph API: {@code http.send} has its inlet, {@code
 * connector.graph} its outlet. Another kind is a room of its own here.
 *
 * <p>Imports the pure packages, config, account, directory, meta, calls and translation.
 */
@NullMarked
package io.sallyport.connector;

import org.jspecify.annotations.NullMarked;
