package io.sallyport.twin.people;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The per-user marketing limit as the platform published it: the first marketing template outside a
 * customer service window opens a 24 h conversation, a limited number is delivered in it until the
 * customer replies (platform-facts.md#marketing-limit-per-user).
 */
final class MarketingConversation {
  private static final Duration LENGTH = Duration.ofHours(24);

  private Instant end = Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private Instant reply = Instant.EPOCH;
  private int delivered;

  /** Counts one more, unless the allowance is used up. */
  boolean deliver(Instant now, int allowance) {
    if (!now.isBefore(end)) {
      end = now.plus(LENGTH);
      delivered = 0;
    }
    if (delivered >= allowance) {
      return false;
    }
    delivered++;
    last = now;
    return true;
  }

  /**
   * A message older than the last marketing template is no reply to it; Meta's timestamps are whole
   * seconds.
   */
  void customerWrote(Instant at) {
    reply = at.isAfter(reply) ? at : reply;
    if (!at.isBefore(last.truncatedTo(ChronoUnit.SECONDS))) {
      end = Instant.EPOCH;
      delivered = 0;
    }
  }

  /**
   * Both are with one customer: a reply to either was one to both, and the earlier start counts.
   */
  void merge(MarketingConversation other) {
    customerWrote(other.reply);
    boolean answered = !reply.isBefore(other.last.truncatedTo(ChronoUnit.SECONDS));
    if (!answered && !other.last.isBefore(end)) {
      end = other.end;
      delivered = other.delivered;
    } else if (!answered && last.isBefore(other.end)) {
      end = other.end.isBefore(end) ? other.end : end;
      delivered += other.delivered;
    }
    last = other.last.isAfter(last) ? other.last : last;
  }
}
