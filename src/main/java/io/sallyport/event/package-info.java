/**
 * The gateway's own events, for CRMs that ask for them. The relay delivers them as it does Meta's
 * webhooks.
 *
 * <p>Pure Java and Mutiny. {@link io.sallyport.event.Announcer} queues what happened; {@link
 * io.sallyport.event.WindowWatch} notices windows that close. One port: {@link
 * io.sallyport.event.Reminders}. May import contact, template, rule, budget, ledger and relay.
 */
@NullMarked
package io.sallyport.event;

import org.jspecify.annotations.NullMarked;
