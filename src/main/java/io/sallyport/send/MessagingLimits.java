package io.sallyport.send;

import io.sallyport.contact.Window;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@link Reason#MESSAGING_LIMIT}: it is the portfolio's, so that it costs a call of its
 * own, but only for what the business initiates, and only when there is a limit.
 */
final class MessagingLimits {

  private MessagingLimits() {}

  /** Whether such a send counts: replies never do, and free-form is only delivered as one. */
  static boolean applies(Terms terms, Window window) {
    return !terms.needsWindow() && window.state() != Window.State.OPEN;
  }

  /** As configured, else in Meta's word, else none. */
  static long limit(BusinessNumber number, @Nullable String tier) {
    return Optional.ofNullable(number.messagingLimit())
        .or(() -> Optional.ofNullable(tier).flatMap(MessagingLimit::of))
        .orElse(MessagingLimit.UNLIMITED)
        .contacts();
  }
}
