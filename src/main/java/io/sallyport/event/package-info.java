/**
 * Events of the gateway's own, for CRMs that ask for them: they go by the relay, as Meta's webhooks
 * do.
 *
 * <p>Pure Java and Mutiny. {@link io.sallyport.event.Announcer} queues what happened; {@link
 * io.sallyport.event.WindowWatch} finds out about windows that close. One port: {@link
 * io.sallyport.event.Reminders}. May import contact, template, policy, admission and relay.
 */
@NullMarked
package io.sallyport.event;

import org.jspecify.annotations.NullMarked;
