package io.sallyport.gateway;

import io.sallyport.contact.Consent;
import java.util.Locale;
import java.util.Set;

/** Where a consent was given, as callers may say it. */
final class ConsentSource {

  /** Characters. */
  static final int LONGEST = 64;

  /** What only the contact's own words are. */
  private static final Set<String> OURS = Set.of(Consent.META, Consent.KEYWORD);

  private ConsentSource() {}

  /** Whether it is one line of 1 to {@link #LONGEST} printable characters. */
  static boolean isOneLine(String source) {
    return !source.isBlank()
        && source.codePointCount(0, source.length()) <= LONGEST
        && source.codePoints().allMatch(ConsentSource::isPrintable);
  }

  /** Whether it is, in any case, a word the gateway says itself. */
  static boolean isOurs(String source) {
    return OURS.contains(source.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
