package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.MessagingLimit;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@link Reason#MESSAGING_LIMIT}: it is the portfolio's, so that it costs a call of its
 * own, but only for what the business initiates, and only when there is a limit.
 */
final class MessagingLimits {

  /**
   * What came of asking.
   *
   * @param grounds to refuse; null when there are none
   * @param taken whether the contact is counted now
   */
  record Answer(@Nullable Grounds grounds, boolean taken) {

    static final Answer NOT_ASKED = new Answer(null, false);
  }

  private final Reach reach;

  MessagingLimits(Reach reach) {
    this.reach = reach;
  }

  /** Counts an admitted send; fails when the store cannot say. */
  Uni<Answer> take(BusinessNumber number, Contact contact, Terms terms, Verdict.Admitted admitted) {
    long limit = limit(number, admitted.tier());
    if (!applies(terms, admitted.window())
        || limit == Long.MAX_VALUE
        || terms.enforcement(Reason.MESSAGING_LIMIT) == Enforcement.OFF) {
      return Uni.createFrom().item(Answer.NOT_ASKED);
    }
    return reach
        .take(number.portfolio(), contact, admitted.reservation().id(), limit)
        .map(
            nextAt ->
                nextAt == null
                    ? new Answer(null, true)
                    : new Answer(new MessagingLimit.Reached(limit, nextAt), false));
  }

  /** What {@link #take} would find; null when it would find nothing. */
  Uni<@Nullable Grounds> look(BusinessNumber number, Contact contact, long limit) {
    return reach
        .look(number.portfolio(), contact, limit)
        .map(nextAt -> nextAt == null ? null : new MessagingLimit.Reached(limit, nextAt));
  }

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
