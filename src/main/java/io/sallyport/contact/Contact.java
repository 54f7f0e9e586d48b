package io.sallyport.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One contact of a business phone number, under the name its state is kept by.
 *
 * @param id digits of an international phone number, a business-scoped user id ({@code
 *     US.13491208655302741918}), or a group id
 */
public record Contact(String id) {

  /** PF §1.2: ISO country, a dot, {@code ENT.} for a parent id, up to 128 alphanumerics. */
  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[0-9A-Za-z]{1,128}");

  private static final Pattern GROUP = Pattern.compile("[0-9A-Za-z._=@:+/-]{1,256}");

  /** Longer than any E.164 number (15), with room for an international access prefix. */
  private static final int MAX_DIGITS = 20;

  public Contact {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a contact needs a name");
    }
  }

  /**
   * The contact a phone number or business-scoped user id names.
   *
   * @param name as a caller or a webhook spells it: {@code +}, spaces, dashes, dots and brackets
   *     are allowed in a number (PF §1.2)
   * @return empty when the name can be neither
   */
  public static Optional<Contact> individual(String name) {
    String trimmed = name.strip();
    if (BSUID.matcher(trimmed).matches()) {
      return Optional.of(new Contact(trimmed));
    }
    return digits(trimmed).map(Contact::new);
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
    return digits.isEmpty() || digits.length() > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(digits.toString());
  }
}
