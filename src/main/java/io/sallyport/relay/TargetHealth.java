package io.sallyport.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target is up, down or paused, judged by its answers. While it is down or paused, one
 * letter at a time is sent as a probe; a delivered probe ends both. Not thread-safe.
 */
final class TargetHealth {

  /** Different letters that fail in a row until it is down: fewer may be the letters' own fault. */
  private static final int FAILURES = 5;

  /** Different letters refused in a row until it is paused. */
  private static final int REFUSALS = 10;

  /** While it is down, a probe a minute is cheap and finds the recovery soon. */
  private static final Duration LONGEST_PROBE_WAIT = Duration.ofMinutes(1);

  private final Backoff probes;
  private final Duration pauseProbes;
  private final Set<String> failing = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private int probesFailed;
  private @Nullable Instant downUntil;
  private @Nullable Pause pause;
  private Instant nextProbe = Instant.MIN;
  private String lastError = "";

  TargetHealth(Duration firstBackoff, Duration maxBackoff) {
    boolean isLong = maxBackoff.compareTo(LONGEST_PROBE_WAIT) > 0;
    this.probes = new Backoff(firstBackoff, isLong ? LONGEST_PROBE_WAIT : maxBackoff);
    this.pauseProbes = maxBackoff;
  }

  boolean isUp() {
    return downUntil == null && pause == null;
  }

  @Nullable Pause pause() {
    return pause;
  }

  /** Whether it is time for a probe. */
  boolean mayProbe(Instant now) {
    return !now.isBefore(pause != null || downUntil == null ? nextProbe : downUntil);
  }

  String lastError() {
    return lastError;
  }

  /** A letter was delivered; returns whether it was down or paused until now. */
  boolean delivered() {
    boolean recovers = !isUp();
    resume();
    failing.clear();
    probesFailed = 0;
    downUntil = null;
    return recovers;
  }

  /** Ends a pause. */
  void resume() {
    pause = null;
    refused.clear();
  }

  /** Begins or continues a pause; the next probe is {@link #pauseProbes} later. */
  void pause(Pause now) {
    pause = now;
    nextProbe = now.since().plus(pauseProbes);
  }

  /** An attempt failed; returns whether to pause it, or to continue the pause. */
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
