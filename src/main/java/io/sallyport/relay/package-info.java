/**
 * The relay passes Meta's deliveries on to every target that wants them: at least once, in order
 * for each contact, and without one target delaying another.
 *
 * <p>Pure Java and Mutiny. Start with {@link io.sallyport.relay.Relay}, which queues. One {@link
 * io.sallyport.relay.Sender} per target sends, in one replica at a time. Its {@link
 * io.sallyport.relay.Schedule} decides what is sent when, with the queue in {@link
 * io.sallyport.relay.Backlog} and the target's condition in {@link
 * io.sallyport.relay.TargetHealth}. Two ports: {@link io.sallyport.relay.RelayStore} and {@link
 * io.sallyport.relay.Post}.
 */
@NullMarked
package io.sallyport.relay;

import org.jspecify.annotations.NullMarked;
