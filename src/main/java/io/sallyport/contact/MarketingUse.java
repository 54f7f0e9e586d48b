package io.sallyport.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a contact's marketing allowance is used.
 *
 * @param sent counted sends of the open marketing conversation
 * @param since when the first of them was; null when there are none
 * @param nextAt when the next is possible; null when it is now, or only when the contact acts
 */
public record MarketingUse(int sent, @Nullable Instant since, @Nullable Instant nextAt) {}
