package io.sallyport.twin.messenger.threads;

import java.time.Duration;
import java.time.Instant;

/**
 * A comment or visitor post may be answered once in private, for seven days
 * (platform-facts.md#private-replies).
 */
public final class ReplyRight {
  private static final Duration VALID = Duration.ofDays(7);

  private final String person;
  private final Instant at;
  private boolean used;

  /**
   * @param at in whole seconds, as in the webhook
   */
  ReplyRight(String person, Instant at) {
    this.person = person;
    this.at = at;
  }

  public String person() {
    return person;
  }

  public boolean isUsed() {
    return used;
  }

  public boolean isExpired(Instant now) {
    return now.isAfter(at.plus(VALID));
  }

  public void use() {
    used = true;
  }
}
