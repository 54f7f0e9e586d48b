package io.sallyport.http.wazzup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a path below {@code /wazzup} means. A message is recognised in one exact spelling; whatever
 * Wazzup's server could read as one is refused, as on Meta's paths (ADR 22).
 */
sealed interface WazzupPath {

  /** {@code POST /v3/message}. */
  record Message() implements WazzupPath {}

  /** {@code /v3/webhooks} with a method that sets where webhooks go. */
  record Webhooks() implements WazzupPath {}

  /** Any other call. */
  record Other() implements WazzupPath {}

  /**
   * A call that does not pass.
   *
   * @param isMessage whether it could be read as a message
   */
  record Refused(boolean isMessage, String why) implements WazzupPath {}

  String PREFIX = "/wazzup";

  /** One segment: no escape, no semicolon, and a letter or digit, which excludes dots alone. */
  Pattern SEGMENT = Pattern.compile("(?=.*[0-9A-Za-z])[0-9A-Za-z._~!$&'()*+,=:@-]+");

  /**
   * The meaning of a call.
   *
   * @param path raw, with the prefix
   */
  static WazzupPath of(String method, String path) {
    String rest = path.substring(PREFIX.length());
    if (rest.equals("/v3/message")) {
      return method.equals("POST")
          ? new Message()
          : new Refused(true, "Messages are sent with POST /wazzup/v3/message.");
    }
    List<String> segments = Arrays.asList(rest.split("/", -1));
    if (segments.size() < 3 || !segments.get(1).equals("v3")) {
      boolean isMessage = rest.toLowerCase(Locale.ROOT).contains("message");
      return new Refused(isMessage, "Calls of Wazzup's API begin with /wazzup/v3/.");
    }
    List<String> below = segments.subList(2, segments.size());
    boolean endsWithSlash = below.get(below.size() - 1).isEmpty();
    List<String> names = endsWithSlash ? below.subList(0, below.size() - 1) : below;
    if (names.isEmpty() || !names.stream().allMatch(WazzupPath::isPlain)) {
      return new Refused(
          rest.toLowerCase(Locale.ROOT).contains("mess"),
          "The path is none of Wazzup's: use plain segments, spelled as Wazzup's pages do.");
    }
    return ofPlain(method, names, endsWithSlash);
  }

  private static WazzupPath ofPlain(String method, List<String> names, boolean endsWithSlash) {
    String first = names.get(0).toLowerCase(Locale.ROOT);
    if (first.startsWith("message")) {
      boolean isOfOne =
          names.get(0).equals("message")
              && names.size() == 2
              && !endsWithSlash
              && !method.equals("POST")
              && !method.equals("PUT");
      return isOfOne
          ? new Other()
          : new Refused(
              true,
              "Messages are sent with POST /wazzup/v3/message, and changed with PATCH or DELETE"
                  + " /wazzup/v3/message/{messageId}, spelled exactly like that.");
    }
    if (first.startsWith("webhooks")) {
      boolean isExact = names.size() == 1 && names.get(0).equals("webhooks") && !endsWithSlash;
      if (!isExact) {
        return new Refused(false, "Webhooks are set with PATCH /wazzup/v3/webhooks.");
      }
      return method.equals("GET") || method.equals("HEAD") ? new Other() : new Webhooks();
    }
    return new Other();
  }

  private static boolean isPlain(String segment) {
    return SEGMENT.matcher(segment).matches();
  }
}
