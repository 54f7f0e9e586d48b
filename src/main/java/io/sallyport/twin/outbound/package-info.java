/**
 * What becomes of a well-formed message to a customer: whether it is accepted, whether it reaches
 * the customer, what it costs, and the statuses that tell so.
 *
 * <p>Imports people, templates, account, webhooks and platform; knows nothing of HTTP. Start with
 * {@link io.sallyport.twin.outbound.Acceptance}; {@link io.sallyport.twin.outbound.DeliveryRules}
 * are Meta's rules of delivery.
 */
@NullMarked
package io.sallyport.twin.outbound;

import org.jspecify.annotations.NullMarked;
