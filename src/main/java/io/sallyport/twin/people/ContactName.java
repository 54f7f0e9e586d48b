package io.sallyport.twin.people;

import java.util.regex.Pattern;

/**
 * One name of a customer as Meta writes it: the digits of a phone (wa_id), a BSUID, or a group id
 * (platform-facts.md#recipient). Digits are taken as they are, with and without {@code +}.
 */
public record ContactName(String value) {
  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[0-9A-Za-z]{1,128}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9()\\-. ]+");

  public static ContactName of(String written) {
    String text = written.strip();
    return new ContactName(PHONE.matcher(text).matches() ? text.replaceAll("[^0-9]", "") : text);
  }

  /**
   * As Meta reads {@code to}: of a BSUID it takes what follows the country
   * (platform-facts.md#a-user-id-in-to).
   */
  public static ContactName ofTo(String written) {
    ContactName name = of(written);
    return name.isBsuid() ? of(name.value().substring(3)) : name;
  }

  public boolean isBsuid() {
    return BSUID.matcher(value).matches();
  }

  /** A parent BSUID holds for all portfolios that belong together. */
  boolean isParentBsuid() {
    return isBsuid() && value.startsWith("ENT.", 3);
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** The same for every spelling of the name. */
  public String key() {
    return NumberingPlan.withoutExtraDigit(value);
  }
}
