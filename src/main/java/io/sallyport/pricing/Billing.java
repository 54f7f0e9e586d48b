package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.util.Locale;
import java.util.Optional;

/**
 * How one send is charged, as plain values that a script can apply. In a free entry point
 * everything is free, in all models (platform-facts.md#free-entry-point).
 *
 * @param category one of the four that have a price, or an unknown one as it is
 * @param conversation whether the send opens or reuses a 24-hour conversation of the category, of
 *     which only the opening is charged
 * @param chargedInWindow whether it is charged when sent in an open customer service window
 * @param chargedOutsideWindow whether it is charged when sent outside one
 * @param freePerMonth free messages per business phone number and calendar month, before any charge
 */
public record Billing(
    PricingModel model,
    Category category,
    boolean conversation,
    boolean chargedInWindow,
    boolean chargedOutsideWindow,
    int freePerMonth) {

  /** Of a channel on which Meta charges nothing, and nothing is counted. */
  public static final Billing NONE =
      new Billing(PricingModel.PER_MESSAGE, Category.SERVICE, false, false, false, 0);

  private static final String GROUP = "GROUP_";

  public Billing {
    if (freePerMonth < 0) {
      throw new IllegalArgumentException("a negative number of free messages");
    }
    if (chargedInWindow && !chargedOutsideWindow) {
      throw new IllegalArgumentException("no model charges in a window only");
    }
  }

  /** Whether it is {@link #NONE}. */
  @SuppressWarnings("ReferenceEquality") // a service message of WhatsApp may have the same values
  public boolean isNone() {
    return this == NONE;
  }

  /**
   * The template category of one of Meta's billing categories: {@code marketing} for {@code
   * marketing_lite} and {@code group_marketing}, {@code authentication} for {@code
   * authentication-international} (platform-facts.md#price-in-a-status).
   *
   * @param metaName a status's {@code pricing.category}, in any case
   * @return empty for an empty name, and for {@code referral_conversion}, which says only why a
   *     message is free; an unknown name stays as it is
   */
  public static Optional<Category> billed(String metaName) {
    String name = metaName.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    String single = name.startsWith(GROUP) ? name.substring(GROUP.length()) : name;
    return switch (single) {
      case "", "REFERRAL_CONVERSION" -> Optional.empty();
      case "MARKETING_LITE" -> Optional.of(Category.MARKETING);
      case "AUTHENTICATION_INTERNATIONAL" -> Optional.of(Category.AUTHENTICATION);
      default -> Optional.of(new Category(single));
    };
  }
}
