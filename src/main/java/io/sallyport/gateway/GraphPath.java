package io.sallyport.gateway;

import io.sallyport.policy.Endpoint;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request path means. Sends are recognised in one exact spelling; whatever else could be
 * read as a send by somebody is refused, so that nothing that carries a message passes undecided.
 */
sealed interface GraphPath {

  /** A send. */
  record SendPath(String phoneNumberId, Endpoint endpoint) implements GraphPath {}

  /** Something else of the Graph API. */
  record OtherPath() implements GraphPath {}

  /** A send in a spelling that is not decided upon. */
  record MisspeltSend(String why) implements GraphPath {}

  /** Nothing the gateway forwards. */
  record RefusedPath(String why) implements GraphPath {}

  /** {@code /v23.0/106540352242922/messages}, also without the version. */
  Pattern SEND =
      Pattern.compile("(?:/v\\d+\\.\\d+)?/([0-9A-Za-z_-]+)/(messages|marketing_messages)");

  /** Plain segments: no encoding, no empty one, none of dots only. */
  Pattern PLAIN = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[0-9A-Za-z._:@=,+~-]+)+/?");

  /** {@code /} and {@code /v23.0}: where Graph takes batches. */
  Pattern ROOT = Pattern.compile("/?(?:v\\d+(?:\\.\\d+)?)?/?", Pattern.CASE_INSENSITIVE);

  /** Edges that take messages. */
  Set<String> EDGES = Set.of("messages", "marketing_messages", "messages_encrypted");

  static GraphPath of(String path) {
    Matcher send = SEND.matcher(path);
    if (send.matches()) {
      return new SendPath(
          send.group(1),
          send.group(2).equals("messages") ? Endpoint.MESSAGES : Endpoint.MARKETING_MESSAGES);
    }
    if (mentionsMessages(path)) {
      return new MisspeltSend(
          "Messages are sent with POST /vN.N/{phone_number_id}/messages or .../marketing_messages,"
              + " spelled exactly like that; no other spelling or edge passes this gateway.");
    }
    if (ROOT.matcher(path).matches()) {
      return new RefusedPath(
          "Batch and root calls do not pass this gateway; make each call itself.");
    }
    return PLAIN.matcher(path).matches()
        ? new OtherPath()
        : new RefusedPath("The path is not a Graph path: use plain segments without encoding.");
  }

  /** Whether any reading of the path, decoded once more or in another case, has a message edge. */
  private static boolean mentionsMessages(String path) {
    String decoded = path;
    for (int round = 0; round < 3; round++) {
      for (String segment : decoded.toLowerCase(Locale.ROOT).split("[/\\\\;?#]", -1)) {
        if (EDGES.contains(segment.strip())) {
          return true;
        }
      }
      decoded = decode(decoded);
    }
    return false;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
