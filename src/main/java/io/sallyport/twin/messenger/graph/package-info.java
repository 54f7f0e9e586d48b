/**
 * The HTTP API of Pages and Instagram accounts. Imports accounts, threads and sends. Start with
 * {@link io.sallyport.twin.messenger.graph.MessengerApi}.
 */
@NullMarked
package io.sallyport.twin.messenger.graph;

import org.jspecify.annotations.NullMarked;
