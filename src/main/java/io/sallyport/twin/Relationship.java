package io.sallyport.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Meta's truth about one customer and one business phone number; windows are per such pair, not per
 * WABA (PF §1.7).
 */
final class Relationship {
  private static final Duration SERVICE_WINDOW = Duration.ofHours(24);

  private final MarketingConversation marketing = new MarketingConversation();
  private final FreeEntryPoint entryPoint = new FreeEntryPoint();
  private Instant windowEnd = Instant.EPOCH;
  private boolean stoppedMarketing;

  /** Redelivered or late messages never move the window backwards (PF §3.2). */
  synchronized void customerWrote(Instant at, boolean fromAd) {
    Instant end = at.plus(SERVICE_WINDOW);
    windowEnd = end.isAfter(windowEnd) ? end : windowEnd;
    marketing.customerWrote(at);
    if (fromAd) {
      entryPoint.adClicked(at);
    }
  }

  synchronized boolean windowOpen(Instant now) {
    return now.isBefore(windowEnd);
  }

  synchronized boolean deliverMarketing(Instant now, int allowance) {
    return windowOpen(now) || marketing.deliver(now, allowance);
  }

  synchronized Optional<FreeEntryPoint.Open> businessAnswered(Instant now) {
    return entryPoint.businessAnswered(now);
  }

  synchronized void marketingStopped(boolean stopped) {
    stoppedMarketing = stopped;
  }

  synchronized boolean stoppedMarketing() {
    return stoppedMarketing;
  }
}
