/**
 * What Meta charges: the three pricing models and the rate card (design §6, PF §6).
 *
 * <p>Plain Java; imports {@code contact} and {@code template}. All of it is an estimate: what Meta
 * did charge stands in its statuses (PF §6.2). Start with {@link io.sallyport.pricing.Tariff}.
 */
@NullMarked
package io.sallyport.pricing;

import org.jspecify.annotations.NullMarked;
