package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Reads Unix seconds: a string in most webhooks, a number in some (platform-facts.md#timestamps).
 */
final class Seconds {

  /** The year 2100: a timestamp beyond it is not in seconds. */
  private static final long LAST = 4_102_444_800L;

  private Seconds() {}

  /**
   * Reads a timestamp.
   *
   * @throws Unreadable when it is missing or not in seconds
   */
  static Instant of(JsonNode timestamp) {
    long seconds = timestamp.asLong(0);
    if (seconds <= 0 || seconds > LAST) {
      throw new Unreadable();
    }
    return Instant.ofEpochSecond(seconds);
  }
}
