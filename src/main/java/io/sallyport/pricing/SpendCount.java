package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of a category went to a country on a day.
 *
 * @param day UTC
 * @param country ISO 3166 of the recipients; null when it could not be told
 * @param messages accepted by Meta and not reported failed
 * @param billable of these, by Meta's word where there is one, else as expected
 * @param expected how many were expected to be billable
 * @param confirmed how many Meta has priced
 */
public record SpendCount(
    LocalDate day,
    Category category,
    @Nullable String country,
    long messages,
    long billable,
    long expected,
    long confirmed) {}
