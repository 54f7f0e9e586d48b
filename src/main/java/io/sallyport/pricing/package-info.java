/**
 * What Meta charges: the three pricing models and the rate card (crm-developers.md#what-it-costs,
 * platform-facts.md#how-meta-charges).
 *
 * <p>Plain Java; imports {@code template}. All amounts are estimates; what Meta really charged is
 * in its statuses (platform-facts.md#price-in-a-status). Start with {@link
 * io.sallyport.pricing.Tariff}.
 */
@NullMarked
package io.sallyport.pricing;

import org.jspecify.annotations.NullMarked;
