package io.sallyport.contact;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One name of a contact of a business phone number. */
public final class Contact {

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

  private static final String NOT_LOOKED_UP = "?";

  private final String id;

  /** Looked up once, when somebody asks; a race only repeats the work. */
  private @Nullable String country = NOT_LOOKED_UP;

  /**
   * A contact's name.
   *
   * @param id the digits of an international phone number in canonical form, a business-scoped user
   *     id ({@code US.13491208655302741918}), or a group id
   */
  public Contact(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a contact needs a name");
    }
    this.id = id;
  }

  public String id() {
    return id;
  }

  /**
   * The contact with this phone number or user id, as Meta spells them: a number is international,
   * with or without {@code +}. The two forms of a number in Brazil, Mexico and Argentina are one
   * contact.
   *
   * @return empty when the name is neither
   */
  public static Optional<Contact> individual(String name) {
    return addressed(name, null);
  }

  /**
   * The contact with this phone number or user id, as a caller spells them: {@code +}, spaces,
   * dashes, dots and brackets are allowed in a number (platform-facts.md#phone-numbers), and {@code
   * 00} is read as {@code +}. Without either it is read as an international number if possible, and
   * else as a national one of the home country.
   *
   * @param homeCountry ISO 3166 alpha-2 code of the business number's country; null when not known:
   *     then every number is international
   * @return empty when the name is neither
   */
  public static Optional<Contact> addressed(String name, @Nullable String homeCountry) {
    String trimmed = name.strip();
    if (isUserId(trimmed)) {
      return Optional.of(new Contact(trimmed));
    }
    String home = homeCountry != null && !hasPlus(trimmed) ? homeCountry : null;
    return digits(trimmed).flatMap(digits -> numbered(digits, home));
  }

  /** No calling code begins with 0, so {@code +00} is read as {@code 00}. */
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
    String id = name.strip();
    return id.length() > 2 && id.charAt(2) == '.' && BSUID.matcher(id).matches();
  }

  /**
   * The contact with this group id; empty when it cannot be one. An id that could be a person's
   * phone number is that person's contact, so that a caller cannot get a fresh contact by calling a
   * person a group.
   */
  public static Optional<Contact> group(String id) {
    return GROUP.matcher(id).matches()
        ? individual(id).or(() -> Optional.of(new Contact(id)))
        : Optional.empty();
  }

  /** Whether {@link #addressed} knows the national numbers of this country; code in upper case. */
  public static boolean isCountry(String code) {
    return NumberingPlan.isCountry(code);
  }

  /**
   * ISO 3166 alpha-2 code of the contact's country: the prefix of a user id, or the country of the
   * phone number. Null for a group and for an impossible number. A number that fits none of the
   * countries sharing its calling code counts as the main one's.
   */
  @SuppressWarnings("ReferenceEquality") // no country is this one
  public @Nullable String country() {
    String known = country;
    if (known == NOT_LOOKED_UP) {
      known = lookUpCountry();
      country = known;
    }
    return known;
  }

  private @Nullable String lookUpCountry() {
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

  /** Whether a plus comes before the first digit, brackets allowed; later ones have no meaning. */
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Contact that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Contact[id=" + id + "]";
  }
}
