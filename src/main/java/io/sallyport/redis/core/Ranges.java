package io.sallyport.redis.core;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/** Ranges of sorted sets. */
public final class Ranges {

  private Ranges() {}

  /**
   * The score of the first, rounded, or null when there is none.
   *
   * @param range with scores: RESP 3 nests name and score, RESP 2 does not
   */
  public static @Nullable Long firstScore(Response range) {
    if (range.size() == 0) {
      return null;
    }
    Response score = range.size() == 2 ? range.get(1) : range.get(0).get(1);
    return Math.round(Double.parseDouble(score.toString()));
  }
}
