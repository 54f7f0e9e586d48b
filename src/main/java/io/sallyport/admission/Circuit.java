package io.sallyport.admission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stops sends that cannot succeed, and lets one out now and then to see whether they can again. Not
 * thread-safe: {@link NumberCircuits} guards it.
 *
 * <p>Only one end while a probe is out can be the probe's; which one nobody knows, so the first is
 * taken for it. Ends of sends that left before it opened change nothing, but that a good one
 * closes.
 */
final class Circuit {

  /** Consecutive failures that open it. */
  static final int FAILURES = 10;

  private static final Duration FAILING_FIRST = Duration.ofSeconds(5);
  private static final Duration FAILING_LONGEST = Duration.ofMinutes(1);
  private static final Duration ACCOUNT_FIRST = Duration.ofMinutes(1);
  private static final Duration ACCOUNT_LONGEST = Duration.ofMinutes(15);

  /** A probe of which nothing was heard for so long is lost; longer than a send may take. */
  private static final Duration PROBE_LOST = Duration.ofMinutes(2);

  /** When to ask again while a probe is out. */
  private static final Duration PROBE_SOON = Duration.ofSeconds(1);

  /**
   * @param period how long it stays open before a probe
   * @param until when the next probe may pass
   * @param probedAt when the probe that is out passed
   */
  private record Opening(
      Trouble trouble, Instant since, Duration period, Instant until, @Nullable Instant probedAt) {

    static Opening first(Trouble trouble, Instant now) {
      Duration period = isAnswer(trouble) ? ACCOUNT_FIRST : FAILING_FIRST;
      return new Opening(trouble, now, period, now.plus(period), null);
    }

    private static boolean isAnswer(Trouble trouble) {
      return !(trouble instanceof Trouble.NoAnswer);
    }

    /** Whether Meta's answer opened it. */
    boolean isAnswer() {
      return isAnswer(trouble);
    }

    Opening probed(@Nullable Instant at) {
      return new Opening(trouble, since, period, until, at);
    }

    Opening again(Trouble still, Duration wait, Instant now) {
      return new Opening(still, since, wait, now.plus(wait), null);
    }

    Duration longerPeriod() {
      Duration longest = isAnswer() ? ACCOUNT_LONGEST : FAILING_LONGEST;
      Duration doubled = period.multipliedBy(2);
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
  }

  private int failures;
  private @Nullable Opening opening;

  boolean isClean() {
    return opening == null && failures == 0;
  }

  boolean isOpen() {
    return opening != null;
  }

  /** What it is open for, also while a probe is due or out; null when it is closed. */
  @Nullable OpenCircuit open(Instant now) {
    Opening open = opening;
    if (open == null) {
      return null;
    }
    Instant due = isProbing(open, now) ? now.plus(PROBE_SOON) : now;
    return new OpenCircuit(open.trouble, open.since, isWaiting(open, now) ? open.until : due);
  }

  /** Whether nothing may pass now. */
  boolean holds(Instant now) {
    Opening open = opening;
    return open != null && (isWaiting(open, now) || isProbing(open, now));
  }

  private static boolean isWaiting(Opening open, Instant now) {
    return now.isBefore(open.until);
  }

  private static boolean isProbing(Opening open, Instant now) {
    return open.probedAt != null && now.isBefore(open.probedAt.plus(PROBE_LOST));
  }

  /** Whether a probe has been due for so long that it is no trouble any more. */
  boolean isForgotten(Instant now) {
    return opening != null && !now.isBefore(opening.until.plus(ACCOUNT_LONGEST));
  }

  /** A send leaves that it did not hold. */
  void passed(Instant now) {
    if (opening != null) {
      opening = opening.probed(now);
    }
  }

  /** A send that passed did not leave after all, or told nothing. */
  void toldNothing() {
    if (opening != null) {
      opening = opening.probed(null);
    }
  }

  /** Meta took a send, or refused it for what it was. */
  void works() {
    failures = 0;
    opening = null;
  }

  /** Meta answered, which says nothing of the account. */
  void answered() {
    if (opening != null && opening.isAnswer()) {
      toldNothing();
    } else {
      works();
    }
  }

  /** Meta did not answer. Of the account that says nothing: it stays open as it was. */
  void fails(Instant now) {
    Opening open = opening;
    if (open == null) {
      failures++;
      if (failures >= FAILURES) {
        opening = Opening.first(new Trouble.NoAnswer(), now);
      }
    } else if (open.probedAt != null) {
      opening = open.again(open.trouble, open.isAnswer() ? open.period : open.longerPeriod(), now);
    }
  }

  /** Meta refuses every send, for this. */
  void stops(Trouble trouble, Instant now) {
    Opening open = opening;
    if (open == null || !open.isAnswer()) {
      failures = 0;
      opening = Opening.first(trouble, now);
    } else if (open.probedAt != null) {
      opening = open.again(trouble, open.longerPeriod(), now);
    }
  }
}
