package io.sallyport.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of a target. While it is down, or paused, one letter at a time goes out as a
 * probe; one that is delivered ends either. Not thread-safe.
 */
final class Standing {

  /** Letters that fail in a row, each counted once: fewer may be the fault of the letters. */
  private static final int FAILURES = 5;

  /** Letters refused in a row, each counted once. */
  private static final int REFUSALS = 10;

  /** A probe a minute does no harm, and recovery is noticed. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final Backoff probes;
  private final Duration pauseProbes;
  private final Set<String> failing = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private int probesFailed;
  private @Nullable Instant downUntil;
  private @Nullable Pause pause;
  private Instant nextProbe = Instant.MIN;
  private String lastError = "";

  Standing(Duration firstBackoff, Duration maxBackoff) {
    boolean isLong = maxBackoff.compareTo(LONGEST_SILENCE) > 0;
    this.probes = new Backoff(firstBackoff, isLong ? LONGEST_SILENCE : maxBackoff);
    this.pauseProbes = maxBackoff;
  }

  boolean isUp() {
    return downUntil == null && pause == null;
  }

  @Nullable Pause pause() {
    return pause;
  }

  /** Whether a letter may go out as a probe. */
  boolean mayProbe(Instant now) {
    return !now.isBefore(pause != null || downUntil == null ? nextProbe : downUntil);
  }

  String lastError() {
    return lastError;
  }

  /** Whether this ends that it was down or paused. Letters wait for nothing then. */
  boolean delivered() {
    boolean recovers = !isUp();
    resume();
    failing.clear();
    probesFailed = 0;
    downUntil = null;
    return recovers;
  }

  /** Not paused any more. */
  void resume() {
    pause = null;
    refused.clear();
  }

  /** Paused, and probed so long after. */
  void pause(Pause now) {
    pause = now;
    nextProbe = now.since().plus(pauseProbes);
  }

  /** Whether it is to be paused; each failed probe begins that anew. */
  boolean failed(String place, Attempt attempt, Instant now, double random) {
    lastError = attempt.error();
    Attempt.Kind kind = attempt.kind();
    if (kind == Attempt.Kind.REFUSED) {
      // It answered, so it is not down.
      refused.add(place);
    } else {
      failing.add(place);
    }
    boolean isDown = kind == Attempt.Kind.UNREACHABLE || failing.size() >= FAILURES;
    boolean wasProbe = downUntil == null || !now.isBefore(downUntil);
    if (isDown && wasProbe) {
      probesFailed++;
      downUntil = now.plus(probes.after(probesFailed, random));
    }
    return pause != null || kind == Attempt.Kind.GONE || refused.size() >= REFUSALS;
  }
}
