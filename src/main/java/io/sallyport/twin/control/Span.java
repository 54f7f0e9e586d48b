package io.sallyport.twin.control;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of time as people write them in the control API: {@code 500ms}, {@code 90s}, {@code 15m},
 * {@code 25h}, {@code 7d}.
 */
public final class Span {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Span() {}

  public static Duration parse(String text) {
    Matcher span = SPAN.matcher(text.strip());
    if (!span.matches()) {
      throw new IllegalArgumentException("Not a span (90s, 15m, 25h, 7d): " + text);
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
