package io.sallyport.rule;

import io.sallyport.template.Category;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of the numbers decided.
 *
 * @param supportedCategories template categories that may be sent
 * @param unknownWindow what an unknown window means for free-form
 * @param windowMargin how long before its end a window counts as closed
 * @param requireOptIn whether who has not written first must have opted in to be written to
 * @param enforcement of single rules; the others are enforced
 * @param marketing the allowance of each contact
 * @param marketingLimits of every contact alike
 */
public record PolicySettings(
    Set<Category> supportedCategories,
    UnknownWindow unknownWindow,
    Duration windowMargin,
    DirectSend directSend,
    StoreFailure onStoreFailure,
    boolean requireOptIn,
    Map<Reason, Enforcement> enforcement,
    Marketing marketing,
    MarketingLimits marketingLimits) {

  /** What to do when it is not known whether a window is open. */
  public enum UnknownWindow {
    REJECT,
    ALLOW
  }

  /** Whether Direct Send (platform-facts.md#direct-send) is a way to send outside a window. */
  public enum DirectSend {
    /** No: such a send is judged as free-form. */
    OFF,
    /** With category utility, yes; the number must be enabled for it at Meta. */
    UTILITY
  }

  /** What to do with a send that could not be decided. */
  public enum StoreFailure {
    REJECT,
    ALLOW
  }

  /**
   * The marketing allowance of a contact (limits.md#marketing).
   *
   * @param max counted marketing sends per conversation
   * @param window how long a marketing conversation lasts from its first counted send
   * @param resetOnReply whether a reply of the contact starts the count anew
   * @param minGap shortest time between two counted sends; zero for none
   */
  public record Marketing(int max, Duration window, boolean resetOnReply, Duration minGap) {
    public Marketing {
      if (max < 0 || window.isNegative() || window.isZero() || minGap.isNegative()) {
        throw new IllegalArgumentException("not a marketing allowance");
      }
    }
  }

  /** What to do with marketing that is over a limit which passes by itself. */
  public enum OnLimit {
    REJECT,
    /** Keep it and send it when it is possible again. */
    DEFER
  }

  /**
   * What holds marketing beside the contact's allowance. Not part of {@link Terms}: whether it is
   * quiet differs from one send to the next.
   *
   * @param quietHours by the contact's clock; null for none
   * @param blockedCountries ISO 3166 alpha-2 codes of countries no marketing is sent to
   * @param rate marketing sends per second and number; null for no limit
   */
  public record MarketingLimits(
      @Nullable QuietHours quietHours,
      Set<String> blockedCountries,
      @Nullable Double rate,
      OnLimit onLimit) {

    /** No limits. */
    public static final MarketingLimits NONE =
        new MarketingLimits(null, Set.of(), null, OnLimit.REJECT);

    public MarketingLimits {
      blockedCountries = Set.copyOf(blockedCountries);
      if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("not a rate");
      }
    }
  }

  public PolicySettings {
    supportedCategories = Set.copyOf(supportedCategories);
    enforcement = Map.copyOf(enforcement);
  }

  /** A reason that is not mentioned is enforced. */
  public Enforcement enforcement(Reason reason) {
    return enforcement.getOrDefault(reason, Enforcement.ENFORCE);
  }

  /** {@code MARKETING, UTILITY}, for sentences. */
  String categoriesInWords() {
    return supportedCategories.stream()
        .map(Category::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
