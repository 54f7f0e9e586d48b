package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one day's messages of one category to one country.
 *
 * @param day UTC
 * @param country ISO 3166 code of the recipients' country; null when it is not known
 * @param messages accepted by Meta and not reported as failed
 * @param billable how many of them are billable: by Meta's status if there is one, else as expected
 * @param expected how many were expected to be billable when they were sent
 * @param confirmed for how many a status of Meta's has stated the price
 */
public record SpendCount(
    LocalDate day,
    Category category,
    @Nullable String country,
    long messages,
    long billable,
    long expected,
    long confirmed) {}
