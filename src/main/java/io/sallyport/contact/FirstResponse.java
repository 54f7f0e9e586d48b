package io.sallyport.contact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the business answers a contact.
 *
 * @param waitingSince the oldest message without an answer; null when nobody waits
 * @param last from the oldest unanswered message to its answer, the last time there was one
 */
public record FirstResponse(@Nullable Instant waitingSince, @Nullable Duration last) {}
