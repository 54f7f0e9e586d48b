/**
 * What happens on the customers' side: they write, call, choose, get other names; and what the
 * WhatsApp Business app on the same number adds. Each changes what Meta knows, then tells the
 * gateway.
 *
 * <p>Imports people, webhooks and platform. {@link io.sallyport.twin.inbound.Inbound} is the list;
 * start with {@link io.sallyport.twin.inbound.Customers}.
 */
@NullMarked
package io.sallyport.twin.inbound;

import org.jspecify.annotations.NullMarked;
