package io.sallyport.redis.ledger;

import io.sallyport.contact.Window;
import io.sallyport.ledger.NumberState.Windows;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.LuaConstants;
import io.vertx.redis.client.Response;
import java.time.Duration;

/** Open windows as the scripts count them: by the quarter of an hour of what opened them. */
final class WindowCounts {

  private static final Duration SOON = Duration.ofHours(1);

  private WindowCounts() {}

  /**
   * What is open and what closes soon.
   *
   * @param counts the hash of {@link Keys#windows}
   * @param now in seconds
   */
  static Windows of(Response counts, long now) {
    long open = 0;
    long closing = 0;
    for (String field : counts.getKeys()) {
      long end =
          (Long.parseLong(field) + 1) * LuaConstants.QUARTER_HOUR.toSeconds()
              + Window.LENGTH.toSeconds();
      long contacts = counts.get(field).toLong();
      if (end > now) {
        open += contacts;
        closing += end <= now + SOON.toSeconds() ? contacts : 0;
      }
    }
    return new Windows(open, closing);
  }
}
