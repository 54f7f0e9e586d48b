package io.sallyport.template;

import java.util.Locale;

/**
 * A template category. Not an enum: Meta has renamed and added categories, and an unknown one must
 * be kept and shown as it is (platform-facts.md#template-categories).
 *
 * @param name upper case
 */
public record Category(String name) {

  public static final Category MARKETING = new Category("MARKETING");
  public static final Category UTILITY = new Category("UTILITY");
  public static final Category AUTHENTICATION = new Category("AUTHENTICATION");

  /** Free-form messages: Meta bills them under SERVICE (platform-facts.md#how-meta-charges). */
  public static final Category SERVICE = new Category("SERVICE");

  /**
   * No template's: Meta charges messages of general-purpose AIs so
   * (platform-facts.md#pricing-categories).
   */
  public static final Category GENERAL_PURPOSE_AI = new Category("GENERAL_PURPOSE_AI");

  /** Not stated. */
  public static final Category UNKNOWN = new Category("UNKNOWN");

  public Category {
    name = name.strip().toUpperCase(Locale.ROOT);
  }

  /** Whether it is one of the three that Meta documents. Any other name may be free text. */
  public boolean isKnown() {
    return equals(MARKETING) || equals(UTILITY) || equals(AUTHENTICATION);
  }

  public boolean isMarketing() {
    return equals(MARKETING);
  }

  /** As it stands in headers and metrics. */
  public String lowerCase() {
    return name.toLowerCase(Locale.ROOT);
  }
}
