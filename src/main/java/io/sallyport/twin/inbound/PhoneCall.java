package io.sallyport.twin.inbound;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A voice call over WhatsApp.
 *
 * @param byCustomer who called
 * @param accepted whether the other side took the call
 * @param at when it began
 * @param length until it ended; null when that is not told
 * @param bare a customer's call as Meta's own sample shows it: no {@code direction}, and the
 *     business number in {@code from} (platform-facts.md#calls)
 */
public record PhoneCall(
    boolean byCustomer, boolean accepted, Instant at, @Nullable Duration length, boolean bare) {

  public PhoneCall {
    if (bare && !byCustomer) {
      throw new IllegalArgumentException("Only a customer's call is ever bare");
    }
  }

  public static PhoneCall byCustomer(Instant at, boolean accepted) {
    return new PhoneCall(true, accepted, at, null, false);
  }

  public static PhoneCall byBusiness(Instant at, boolean accepted) {
    return new PhoneCall(false, accepted, at, Duration.ZERO, false);
  }

  public PhoneCall lasting(Duration to) {
    return new PhoneCall(byCustomer, accepted, at, to, bare);
  }

  public PhoneCall withoutDirection() {
    return new PhoneCall(byCustomer, accepted, at, length, true);
  }

  /**
   * A call opens the window unless the customer did not take ours
   * (platform-facts.md#what-opens-a-window).
   */
  boolean opensWindow() {
    return byCustomer || accepted;
  }

  String direction() {
    return byCustomer ? "USER_INITIATED" : "BUSINESS_INITIATED";
  }
}
