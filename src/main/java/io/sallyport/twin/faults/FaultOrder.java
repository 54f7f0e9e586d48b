package io.sallyport.twin.faults;

import java.time.Duration;

/**
 * A fault for the next sends.
 *
 * @param times how many sends; {@link #UNTIL_CLEARED} for all
 * @param delay of the answer, real time, for {@link Fault#SLOW}
 * @param accepts whether Meta took the send although its answer is lost ({@link Fault#STALL} and
 *     {@link Fault#RESET_BEFORE_ANSWER}): statuses then follow for a wamid the caller never saw
 */
public record FaultOrder(Fault fault, int times, Duration delay, boolean accepts) {
  public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

  public FaultOrder {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
  }

  public static FaultOrder of(Fault fault, int times) {
    return new FaultOrder(fault, times, Duration.ofSeconds(1), false);
  }

  public FaultOrder withDelay(Duration to) {
    return new FaultOrder(fault, times, to, accepts);
  }

  public FaultOrder accepting() {
    return new FaultOrder(fault, times, delay, true);
  }

  FaultOrder withTimes(int to) {
    return new FaultOrder(fault, to, delay, accepts);
  }
}
