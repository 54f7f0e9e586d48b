package io.sallyport.twin.outbound;

import io.sallyport.twin.people.FreeEntryPoint;
import io.sallyport.twin.people.Relationship;
import java.time.Instant;
import java.util.Optional;

/** Decides, as Meta does after the HTTP 200, whether an accepted message reaches the customer. */
public final class DeliveryRules {
  private final int marketingAllowance;

  public DeliveryRules(int marketingAllowance) {
    this.marketingAllowance = marketingAllowance;
  }

  DeliveryResult resultOf(Send send, Relationship relationship, Instant now) {
    Optional<Failure> failure = failureOf(send, relationship, now);
    if (failure.isPresent()) {
      return new DeliveryResult.Failed(failure.get());
    }
    Optional<FreeEntryPoint.Open> entry = relationship.businessAnswered(now);
    return new DeliveryResult.Delivered(Pricing.of(send, relationship.windowOpen(now), entry, now));
  }

  private Optional<Failure> failureOf(Send send, Relationship relationship, Instant now) {
    if (send.needsWindow() && !relationship.windowOpen(now)) {
      return Optional.of(Failure.WINDOW_CLOSED);
    }
    if (send.isMarketing() && relationship.stoppedMarketing()) {
      return Optional.of(Failure.MARKETING_STOPPED);
    }
    if (send.isMarketing() && !relationship.deliverMarketing(now, marketingAllowance)) {
      return Optional.of(Failure.MARKETING_LIMIT);
    }
    return Optional.empty();
  }
}
