package io.sallyport.contact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast the business answers a contact.
 *
 * @param waitingSince time of the oldest unanswered message; null when all are answered
 * @param last how long the last answer took, from the oldest message it answered; null without one
 */
public record FirstResponse(@Nullable Instant waitingSince, @Nullable Duration last) {}
