package io.sallyport.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * How soon a contact who writes is to be answered.
 *
 * @param limit of the hours; whole seconds, and less than a week has of them
 * @param hours in which somebody answers
 */
public record FirstResponseLimit(Duration limit, BusinessHours hours) {

  public FirstResponseLimit {
    if (limit.toSeconds() < 1 || limit.toNanosPart() != 0) {
      throw new IllegalArgumentException("must be whole seconds, at least 1s");
    }
    if (limit.compareTo(hours.weekly()) >= 0) {
      throw new IllegalArgumentException(
          "must be shorter than the hours of a week, which are "
              + hours.weekly().toMinutes()
              + "m: nobody is waited for longer");
    }
  }

  /**
   * From when on somebody who waits since then waits too long. Who waits longer gets there first.
   */
  public Instant overdueAt(Instant since) {
    return hours.after(since, limit);
  }
}
