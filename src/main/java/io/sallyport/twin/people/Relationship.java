package io.sallyport.twin.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What Meta knows about one customer and one business phone number; windows are per such pair, not
 * per WABA (platform-facts.md#customer-service-window).
 */
public final class Relationship {
  private static final Duration SERVICE_WINDOW = Duration.ofHours(24);

  private final MarketingConversation marketing = new MarketingConversation();
  private final FreeEntryPoint entryPoint = new FreeEntryPoint();
  private Instant windowEnd = Instant.EPOCH;
  private Instant preferredAt = Instant.EPOCH;
  private boolean stoppedMarketing;

  /**
   * Redelivered or late messages never move the window backwards
   * (platform-facts.md#webhook-redelivery).
   *
   * @param fromAd whether it is a message that makes a free entry point possible
   */
  public synchronized void customerWrote(Instant at, boolean fromAd) {
    openWindow(at);
    if (fromAd) {
      entryPoint.adClicked(at);
    }
  }

  /**
   * A call of the customer, accepted or not, or one of ours they accepted
   * (platform-facts.md#what-opens-a-window).
   */
  public synchronized void customerCalled(Instant at) {
    openWindow(at);
  }

  private void openWindow(Instant at) {
    windowEnd = later(windowEnd, at.plus(SERVICE_WINDOW));
    marketing.customerWrote(at);
  }

  public synchronized boolean windowOpen(Instant now) {
    return now.isBefore(windowEnd);
  }

  public synchronized boolean deliverMarketing(Instant now, int allowance) {
    return windowOpen(now) || marketing.deliver(now, allowance);
  }

  public synchronized Optional<FreeEntryPoint.Open> businessAnswered(Instant now) {
    return entryPoint.businessAnswered(now);
  }

  public synchronized void marketingStopped(boolean stopped, Instant at) {
    if (!at.isBefore(preferredAt)) {
      stoppedMarketing = stopped;
      preferredAt = at;
    }
  }

  public synchronized boolean stoppedMarketing() {
    return stoppedMarketing;
  }

  /** Adds the history of the other, which turned out to be with the same customer. */
  synchronized void merge(Relationship other) {
    windowEnd = later(windowEnd, other.windowEnd);
    marketing.merge(other.marketing);
    entryPoint.merge(other.entryPoint);
    if (!other.preferredAt.isBefore(preferredAt) && other.preferredAt.isAfter(Instant.EPOCH)) {
      marketingStopped(other.stoppedMarketing, other.preferredAt);
    }
  }

  public synchronized CustomerTruth truth(Names names, Instant now) {
    return new CustomerTruth(
        names.phone(),
        names.userId(),
        names.parentUserId(),
        windowOpen(now) ? windowEnd : null,
        entryPoint.answerBy(now),
        entryPoint.end(now),
        stoppedMarketing);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
