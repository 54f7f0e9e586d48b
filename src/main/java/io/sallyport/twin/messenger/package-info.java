/**
 * The twin's Messenger and Instagram: Pages, Instagram accounts that are linked to one, and those
 * with a login of their own at another host. Outside of its window a message is refused at once,
 * unlike WhatsApp's.
 *
 * <p>It shares nothing with the gateway, and with the WhatsApp part of the twin the clock, the
 * webhooks' sender, faults and the control API's frame. Each room may import those above it:
 *
 * <pre>
 * accounts   Pages and Instagram accounts
 * threads    what Meta knows of people
 * hooks      webhooks of page and instagram
 * sends      what becomes of a send
 * acts       what people do
 * graph      Meta's HTTP API
 * control    the HTTP API under /twin/accounts
 * </pre>
 */
@NullMarked
package io.sallyport.twin.messenger;

import org.jspecify.annotations.NullMarked;
