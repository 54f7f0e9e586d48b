package io.sallyport.circuit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: stops sends that cannot succeed, and lets one through now and then as a probe.
 * Not thread-safe: {@link NumberCircuits} guards it.
 *
 * <p>Sends have no identity here, so the first result after a probe left counts as the probe's. A
 * late result of a send from before the circuit opened changes nothing, except that a success
 * closes the circuit.
 */
public final class Circuit {

  /** Consecutive failures that open it. */
  public static final int FAILURES = 10;

  private static final Duration FAILING_FIRST = Duration.ofSeconds(5);
  private static final Duration FAILING_LONGEST = Duration.ofMinutes(1);
  private static final Duration ACCOUNT_FIRST = Duration.ofMinutes(1);
  private static final Duration ACCOUNT_LONGEST = Duration.ofMinutes(15);

  /** A probe without a result for this long is lost; longer than a send may take. */
  private static final Duration PROBE_LOST = Duration.ofMinutes(2);

  /** When to ask again while a probe is out. */
  private static final Duration PROBE_SOON = Duration.ofSeconds(1);

  /**
   * @param period how long it stays open before a probe
   * @param until when the next probe may be sent
   * @param probedAt when the probe in flight was sent; null without one
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

  /** Why it is open, also while a probe is due or in flight; null when it is closed. */
  @Nullable OpenCircuit open(Instant now) {
    Opening open = opening;
    if (open == null) {
      return null;
    }
    Instant due = isProbing(open, now) ? now.plus(PROBE_SOON) : now;
    return new OpenCircuit(open.trouble, open.since, isWaiting(open, now) ? open.until : due);
  }

  /** Whether it refuses every send now. */
  boolean refusesNow(Instant now) {
    Opening open = opening;
    return open != null && (isWaiting(open, now) || isProbing(open, now));
  }

  private static boolean isWaiting(Opening open, Instant now) {
    return now.isBefore(open.until);
  }

  private static boolean isProbing(Opening open, Instant now) {
    return open.probedAt != null && now.isBefore(open.probedAt.plus(PROBE_LOST));
  }

  /** Whether a probe has been due for so long that the number or token seems unused. */
  boolean isStale(Instant now) {
    return opening != null && !now.isBefore(opening.until.plus(ACCOUNT_LONGEST));
  }

  /** A send leaves; if the circuit is open, it is the probe. */
  void probeSent(Instant now) {
    if (opening != null) {
      opening = opening.probed(now);
    }
  }

  /** The probe did not leave after all, or its result says nothing: another may be sent. */
  void probeLost() {
    if (opening != null) {
      opening = opening.probed(null);
    }
  }

  /** Meta accepted a send, or refused it for its content. */
  void succeeded() {
    failures = 0;
    opening = null;
  }

  /** Meta answered, but the answer says nothing about the account. */
  void answered() {
    if (opening != null && opening.isAnswer()) {
      probeLost();
    } else {
      succeeded();
    }
  }

  /** Meta did not answer. A circuit that is open for the account stays open as long as before. */
  void failed(Instant now) {
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

  /** Meta refuses every send for this reason. */
  void blocked(Trouble trouble, Instant now) {
    Opening open = opening;
    if (open == null || !open.isAnswer()) {
      failures = 0;
      opening = Opening.first(trouble, now);
    } else if (open.probedAt != null) {
      opening = open.again(trouble, open.longerPeriod(), now);
    }
  }
}
