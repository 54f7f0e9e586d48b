package io.sallyport.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token bucket, counted as one: so many tokens, which come back one by one. */
final class Bucket {

  private double tokens = Double.MAX_VALUE;
  private double perSecond;
  private double asked;
  private Instant counted = Instant.EPOCH;

  /** When there is a token; null when there is one now. */
  @Nullable Instant nextAt(Instant now, double perSecond, double burst) {
    asked = perSecond;
    refill(now, perSecond, burst);
    if (tokens >= 1 - 1e-9) {
      return null;
    }
    return now.plusNanos((long) ((1 - tokens) / perSecond * 1e9));
  }

  /** Takes one that is there. */
  void take() {
    perSecond = asked;
    tokens -= 1;
  }

  void giveBack() {
    tokens += 1;
  }

  /** Takes one though there may be none; at the rate it had last. */
  void drain(Instant now, double usual) {
    double known = perSecond == 0 ? usual : perSecond;
    refill(now, known, known);
    tokens = Math.max(0, tokens - 1);
  }

  private void refill(Instant now, double perSecond, double burst) {
    if (now.isAfter(counted)) {
      tokens += Duration.between(counted, now).toNanos() / 1e9 * perSecond;
      counted = now;
    }
    tokens = Math.min(tokens, burst);
  }
}
