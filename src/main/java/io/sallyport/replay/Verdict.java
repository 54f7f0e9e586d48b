package io.sallyport.replay;

import io.sallyport.pricing.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send and what would.
 *
 * @param isJudged false when nobody can say: then it is as it was
 * @param costBefore what it was expected to cost; null when it did not leave
 * @param costAfter what it would be expected to; null when it would not leave
 */
record Verdict(
    Past past,
    Outcome after,
    boolean isJudged,
    @Nullable Estimate costBefore,
    @Nullable Estimate costAfter) {

  /** It is as it was. */
  static Verdict kept(Past past) {
    return new Verdict(past, past.outcome(), false, null, null);
  }
}
