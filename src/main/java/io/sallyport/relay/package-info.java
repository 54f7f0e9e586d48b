/**
 * The relay: what Meta delivers goes on to every target that wants it, at least once, in order for
 * each contact, and a target that is down delays nobody but itself.
 *
 * <p>Pure Java and Mutiny. Start with {@link io.sallyport.relay.Relay}, which queues. One {@link
 * io.sallyport.relay.Sender} per target sends, in one replica at a time; a {@link
 * io.sallyport.relay.Schedule} says what and when: {@link io.sallyport.relay.Backlog} keeps the
 * order, {@link io.sallyport.relay.Standing} what is thought of the target. Two ports: {@link
 * io.sallyport.relay.RelayStore} and {@link io.sallyport.relay.Post}.
 */
@NullMarked
package io.sallyport.relay;

import org.jspecify.annotations.NullMarked;
