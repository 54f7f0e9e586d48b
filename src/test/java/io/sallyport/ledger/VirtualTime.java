package io.sallyport.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time that stands still until it is moved. It stands at the beginning of a second, so that a
 * clock that runs on during a call does not cross into the next one; all facts are in whole
 * seconds.
 */
public final class VirtualTime {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private Instant now = Instant.parse("2026-11-10T12:00:00Z").plus(MOMENT);

  public Instant now() {
    return now;
  }

  /** The current whole second. */
  public Instant second() {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  public void travel(Duration by) {
    now = now.plus(by);
  }

  /** Stands {@code by} from a whole second: negative for just before it. */
  public void standAt(Instant second, Duration by) {
    now = second.plus(by);
  }

  /** What must be added to the machine's clock to be here. */
  public Duration offset() {
    return Duration.between(Instant.now(), now);
  }
}
