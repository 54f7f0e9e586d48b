package io.sallyport.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-escapes (RFC 3986 §2.1). */
final class Escapes {

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Escapes() {}

  /**
   * Whether there is a percent sign that begins no escape: each reader makes of it what he will.
   */
  static boolean areBroken(String text) {
    return BROKEN.matcher(text).find();
  }

  /** Decoded once, a character for each byte; what is no escape stays. */
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
