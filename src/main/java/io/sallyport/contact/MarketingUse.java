package io.sallyport.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a contact's marketing allowance is used.
 *
 * @param sent counted sends in the current marketing conversation
 * @param since time of the first of them; null when there are none
 * @param nextAt when the next is possible; null when it is possible now, or only after the contact
 *     replies
 */
public record MarketingUse(int sent, @Nullable Instant since, @Nullable Instant nextAt) {}
