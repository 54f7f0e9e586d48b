/**
 * What an event loop has of its own, so that a send stays on one thread from socket to socket:
 * connections ({@link io.sallyport.loop.LoopConnector}) and deadlines ({@link
 * io.sallyport.loop.Deadlines}).
 *
 * <p>Netty and Vert.x only; imports nothing of the gateway.
 */
@NullMarked
package io.sallyport.loop;

import org.jspecify.annotations.NullMarked;
