package io.sallyport.redis.core;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import org.jspecify.annotations.Nullable;

/** Ranges of sorted sets. */
public final class Ranges {

  private Ranges() {}

  /** Told of a member and its score. */
  @FunctionalInterface
  public interface Scored {
    void by(String member, double score);
  }

  /** Goes through a range with scores. */
  public static void forEach(Response range, Scored told) {
    boolean isNested = range.size() > 0 && range.get(0).type() == ResponseType.MULTI;
    for (int i = 0; i < range.size(); i += isNested ? 1 : 2) {
      Response member = isNested ? range.get(i).get(0) : range.get(i);
      Response score = isNested ? range.get(i).get(1) : range.get(i + 1);
      told.by(member.toString(), Double.parseDouble(score.toString()));
    }
  }

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
