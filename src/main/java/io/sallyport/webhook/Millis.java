package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads Unix milliseconds, which Messenger and Instagram write (platform-facts.md#page-events). */
final class Millis {

  /** In 1973: a timestamp before is in seconds. */
  private static final long FIRST = 100_000_000_000L;

  /** The year 2100. */
  private static final long LAST = 4_102_444_800_000L;

  private Millis() {}

  /**
   * Reads a timestamp.
   *
   * @throws Unreadable when it is missing or not in milliseconds
   */
  static Instant of(JsonNode timestamp) {
    long millis = timestamp.asLong(0);
    if (millis < FIRST || millis > LAST) {
      throw new Unreadable();
    }
    return Instant.ofEpochMilli(millis);
  }

  /** Whole seconds, of a timestamp that may be in seconds. */
  static Instant ofEither(JsonNode timestamp) {
    return timestamp.asLong(0) < FIRST
        ? Seconds.of(timestamp)
        : of(timestamp).truncatedTo(ChronoUnit.SECONDS);
  }
}
