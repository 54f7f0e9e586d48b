/**
 * The HTTP surface CRMs call: sends, every other Graph path, and the gateway's own API.
 *
 * <p>Adapter; imports the pure packages, {@code config}, {@code ops}, and {@code meta} for the
 * calls that pass through undecided. Refusals are Graph-shaped, so that existing SDKs read them.
 * Start with {@link io.sallyport.gateway.GraphRoutes}, which tells the paths apart.
 */
@NullMarked
package io.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
