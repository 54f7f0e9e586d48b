package io.sallyport.http.api;

import io.sallyport.contact.Consent;
import java.util.Locale;
import java.util.Set;

/** Checks the source that a caller states for a consent. */
public final class ConsentSource {

  /** Characters. */
  public static final int LONGEST = 64;

  /** Reserved for what the contact chose or wrote. */
  private static final Set<String> OURS = Set.of(Consent.META, Consent.KEYWORD);

  private ConsentSource() {}

  /** Whether it is one line of 1 to {@link #LONGEST} printable characters. */
  public static boolean isOneLine(String source) {
    return !source.isBlank()
        && source.codePointCount(0, source.length()) <= LONGEST
        && source.codePoints().allMatch(ConsentSource::isPrintable);
  }

  /** Whether it is, in any case, a source that the gateway itself uses. */
  public static boolean isOurs(String source) {
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
