package io.sallyport.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-escapes (RFC 3986 §2.1). */
public final class Escapes {

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Escapes() {}

  /**
   * Whether a percent sign is not followed by two hex digits: servers decode that in different
   * ways.
   */
  public static boolean areBroken(String text) {
    return text.indexOf('%') >= 0 && BROKEN.matcher(text).find();
  }

  /** Decodes once, one character per byte; a percent sign without two hex digits stays. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(escape.group(1), 16))));
  }
}
