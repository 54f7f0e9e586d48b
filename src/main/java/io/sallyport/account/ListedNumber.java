package io.sallyport.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number as its WABA lists it ({@code GET /{waba_id}/phone_numbers}).
 *
 * @param displayNumber as Meta writes it: {@code +1 555-010-0001}
 * @param name its verified name
 * @param quality Meta's word: GREEN, YELLOW, RED or UNKNOWN
 * @param coexistence whether it is used in the WhatsApp Business app as well
 * @param throughput Meta's word: STANDARD, HIGH or NOT_APPLICABLE
 * @param messagingLimit Meta's word for its portfolio's: {@code TIER_2K}
 * @param goneSince since when Meta lists it no more; null while it does
 */
public record ListedNumber(
    String id,
    @Nullable String displayNumber,
    @Nullable String name,
    @Nullable String quality,
    boolean coexistence,
    @Nullable String throughput,
    @Nullable String messagingLimit,
    @Nullable Instant goneSince) {

  /** The same, when Meta does not list it. */
  public ListedNumber gone(Instant at) {
    return goneSince != null
        ? this
        : new ListedNumber(
            id, displayNumber, name, quality, coexistence, throughput, messagingLimit, at);
  }
}
