package io.sallyport.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the owner decided of gray numbers: those that are connected by QR code, through a provider
 * (wazzup.md#what-is-refused).
 *
 * @param maxUnanswered messages in a row without an answer
 * @param silence after which a contact who wrote is a stranger again; null for never
 * @param firstContact whether the business may write first
 */
public record GraySettings(
    int maxUnanswered, @Nullable Duration silence, FirstContactPolicy firstContact) {

  /** Whether the business may write to who never wrote. */
  public enum FirstContactPolicy {
    REJECT,
    ALLOW
  }

  public GraySettings {
    if (maxUnanswered < 0 || (silence != null && (silence.isNegative() || silence.isZero()))) {
      throw new IllegalArgumentException("not settings of gray numbers");
    }
  }
}
