package io.sallyport.rule;

import io.sallyport.contact.Window;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many contacts a portfolio may reach outside a customer service window in a moving 24 h
 * (platform-facts.md#messaging-limit). It is the portfolio's and not the number's, so that the rule
 * costs a call of its own.
 *
 * @param contacts how many; {@link Long#MAX_VALUE} for any number
 */
public record MessagingLimit(long contacts) {

  public static final MessagingLimit UNLIMITED = new MessagingLimit(Long.MAX_VALUE);

  private static final Pattern WORD = Pattern.compile("(?:TIER_)?([1-9][0-9]{0,9})(K?)");

  public MessagingLimit {
    if (contacts < 1) {
      throw new IllegalArgumentException("not a limit");
    }
  }

  /**
   * Meta's word for a limit, or a plain number: {@code TIER_2K}, {@code 2000}, {@code unlimited}.
   *
   * @return empty when it is none
   */
  public static Optional<MessagingLimit> of(String word) {
    String upper = word.strip().toUpperCase(Locale.ROOT);
    if (upper.equals("UNLIMITED") || upper.equals("TIER_UNLIMITED")) {
      return Optional.of(UNLIMITED);
    }
    Matcher matcher = WORD.matcher(upper);
    return matcher.matches()
        ? Optional.of(
            new MessagingLimit(
                Long.parseLong(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : 1000)))
        : Optional.empty();
  }

  /** A number's: as configured, else in Meta's word, else none. */
  public static MessagingLimit of(BusinessNumber number, @Nullable String tier) {
    return Optional.ofNullable(number.messagingLimit())
        .or(() -> Optional.ofNullable(tier).flatMap(MessagingLimit::of))
        .orElse(UNLIMITED);
  }

  /** Whether such a send counts: replies never do, and free-form is only delivered as one. */
  public static boolean applies(Terms terms, Window window) {
    return terms.channel() == null && !terms.needsWindow() && window.state() != Window.State.OPEN;
  }

  public boolean isUnlimited() {
    return this.equals(UNLIMITED);
  }

  /**
   * The portfolio has reached as many contacts as it may.
   *
   * @param limit how many that is
   * @param nextAt when the first of them does not count any more
   */
  public record Reached(long limit, Instant nextAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.MESSAGING_LIMIT;
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "The business portfolio has reached its messaging limit: "
          + limit
          + " contacts outside a customer service window in 24 hours. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "The next is possible at "
          + nextAt
          + ". Replies, and contacts reached within the 24 hours, can be sent to.";
    }
  }

  /** Why a send passes, or why the rule does not look at it. */
  static String because(boolean applies) {
    return applies
        ? "The portfolio may reach this contact."
        : "Only what the business initiates outside a window is counted.";
  }
}
