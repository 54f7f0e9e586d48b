package io.sallyport.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many contacts a portfolio may reach outside a customer service window in a moving 24 h (PF
 * §5.3).
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

  public boolean isUnlimited() {
    return this.equals(UNLIMITED);
  }
}
