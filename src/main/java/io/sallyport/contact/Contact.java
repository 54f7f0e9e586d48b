package io.sallyport.contact;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One contact of a business phone number, under the name its state is kept by.
 *
 * @param id digits of an international phone number in the one form all its spellings share, a
 *     business-scoped user id ({@code US.13491208655302741918}), or a group id
 */
public record Contact(String id) {

  /**
   * platform-facts.md#user-ids: ISO country, a dot, {@code ENT.} for a parent id, up to 128
   * alphanumerics.
   */
  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[0-9A-Za-z]{1,128}");

  private static final Pattern GROUP = Pattern.compile("[0-9A-Za-z._=@:+/-]{1,256}");

  /** Longer than any E.164 number (15), with room for an international access prefix. */
  private static final int MAX_DIGITS = 20;

  /** What {@code +} is dialled as in most of the world (ITU-T E.123). */
  private static final String ACCESS_PREFIX = "00";

  public Contact {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a contact needs a name");
    }
  }

  /**
   * The contact a phone number or user id names, as Meta spells it: a number is international, with
   * or without {@code +}. The forms it has in Brazil, Mexico and Argentina are one contact.
   *
   * @return empty when the name can be neither
   */
  public static Optional<Contact> individual(String name) {
    return addressed(name, null);
  }

  /**
   * The contact a phone number or user id names, as a caller spells it: {@code +}, spaces, dashes,
   * dots and brackets are allowed in a number (platform-facts.md#phone-numbers), and {@code 00} is
   * read as {@code +}. Without either a number is international if it can be, else a national one
   * of the home country.
   *
   * @param homeCountry ISO 3166 alpha-2 code of the business number's country; null when not known,
   *     and then every number is international
   * @return empty when the name can be neither
   */
  public static Optional<Contact> addressed(String name, @Nullable String homeCountry) {
    String trimmed = name.strip();
    if (isUserId(trimmed)) {
      return Optional.of(new Contact(trimmed));
    }
    String home = homeCountry != null && !hasPlus(trimmed) ? homeCountry : null;
    return digits(trimmed).flatMap(digits -> numbered(digits, home));
  }

  /** No calling code begins with 0, so that {@code +00} says no more than {@code 00}. */
  private static Optional<Contact> numbered(String digits, @Nullable String home) {
    if (digits.startsWith(ACCESS_PREFIX)) {
      return numbered(digits.substring(ACCESS_PREFIX.length()), null);
    }
    return digits.isEmpty()
        ? Optional.empty()
        : Optional.of(new Contact(NumberingPlan.canonical(digits, home)));
  }

  /** Whether the name is a business-scoped user id, or a parent one. */
  public static boolean isUserId(String name) {
    return BSUID.matcher(name.strip()).matches();
  }

  /**
   * The contact a group id names; empty when it cannot be one. An id that could be a person's
   * number is that person's contact: calling somebody a group must not make a new one.
   */
  public static Optional<Contact> group(String id) {
    return GROUP.matcher(id).matches()
        ? individual(id).or(() -> Optional.of(new Contact(id)))
        : Optional.empty();
  }

  /** Whether the code is one {@link #addressed} knows the national numbers of, upper-case. */
  public static boolean isCountry(String code) {
    return NumberingPlan.isCountry(code);
  }

  /**
   * ISO 3166 alpha-2 code of the contact's country: the one a user id begins with, or the one the
   * number belongs to. Null for a group, and for what is no possible number. A number that fits no
   * country of a shared calling code counts as of its main one.
   */
  public @Nullable String country() {
    if (id.length() > 2 && id.charAt(2) == '.') {
      return isUserId(id) ? id.substring(0, 2) : null;
    }
    return isPhone() ? NumberingPlan.country(id) : null;
  }

  /** Whether the name is a phone number, or a group id of digits only. */
  public boolean isPhone() {
    return isDigits(id);
  }

  /** Whether the name is a group's: no phone number, and no user id. */
  public boolean isGroup() {
    return !isPhone() && !BSUID.matcher(id).matches();
  }

  private static boolean isDigits(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < '0' || id.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Before any digit, be it in brackets; elsewhere it says nothing. */
  private static boolean hasPlus(String phone) {
    for (int i = 0; i < phone.length(); i++) {
      char c = phone.charAt(i);
      if (c == '+' || (c >= '0' && c <= '9')) {
        return c == '+';
      }
    }
    return false;
  }

  private static Optional<String> digits(String phone) {
    StringBuilder digits = new StringBuilder(phone.length());
    for (int i = 0; i < phone.length(); i++) {
      char c = phone.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if ("+-(). ".indexOf(c) < 0) {
        return Optional.empty();
      }
    }
    return digits.length() > MAX_DIGITS ? Optional.empty() : Optional.of(digits.toString());
  }
}
