package io.sallyport.replay;

import io.sallyport.rule.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a send.
 *
 * @param reason the rule that refuses it, or for which it waits or is replaced; null when it passes
 */
public record Outcome(Kind kind, @Nullable Reason reason) {

  /** Where a send goes. */
  public enum Kind {
    PASSED,
    REFUSED,
    /** A template goes out in its place. */
    REPLACED,
    /** It waits: for a throttle, or for what else it was asked to wait for. */
    DEFERRED;

    /** As answers spell it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Outcome PASSED = new Outcome(Kind.PASSED, null);

  static Outcome refused(@Nullable Reason reason) {
    return new Outcome(Kind.REFUSED, reason);
  }
}
