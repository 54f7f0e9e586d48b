package io.sallyport.http;

import io.sallyport.rule.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request path means. Sends are recognised in one exact spelling. Any other path that a
 * server could read as a send is refused, so that no message passes without a decision.
 *
 * <p>The path is forwarded as it came, and how often servers on the way decode it is not known. So
 * a path passes only if it is harmless after any number of decodings (ADR 22).
 */
public sealed interface GraphPath {

  /** A send. */
  record SendPath(String phoneNumberId, Endpoint endpoint) implements GraphPath {}

  /**
   * Any other call of the Graph API.
   *
   * @param decoded the path fully decoded, so that ids and edges have one spelling
   */
  record OtherPath(String decoded) implements GraphPath {}

  /** A path that could be read as a send but is not spelled as one; refused. */
  record MisspeltSend(String why) implements GraphPath {}

  /** A path that is not forwarded. */
  record RefusedPath(String why) implements GraphPath {}

  /** {@code /v23.0/106540352242922/messages}, also without the version. */
  Pattern SEND =
      Pattern.compile("(?:/v\\d+\\.\\d+)?/([0-9A-Za-z_-]+)/(messages|marketing_messages)");

  /** Characters of a segment: RFC 3986's pchar without {@code ;} and escapes. */
  Pattern SEGMENT = Pattern.compile("[0-9A-Za-z._~!$&'()*+,=:@-]*");

  /** Every segment needs one, which excludes {@code ..} and empty segments. */
  Pattern LETTER_OR_DIGIT = Pattern.compile("[0-9A-Za-z]");

  /**
   * An escape of a letter, digit, {@code -}, {@code .} or {@code _}, which never need one (RFC 3986
   * §2.3), or of a slash. Without such escapes a name has one spelling, and a path one structure.
   */
  Pattern DISGUISE = Pattern.compile("%(?:2[DdEeFf]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[CcFf])");

  /** A fully decoded path: no space, control character, {@code #} or {@code %}. */
  Pattern PRINTABLE = Pattern.compile("[!-~&&[^#%]]*");

  /** {@code /} and {@code /v23.0}: where Graph takes batches. */
  Pattern ROOT = Pattern.compile("/?(?:v\\d+(?:\\.\\d+)?)?/?", Pattern.CASE_INSENSITIVE);

  /**
   * A word that begins like an edge for sends: {@code messages.json}, {@code messages_encrypted};
   * and the edges that private replies to comments, and messages to all, once had.
   */
  Pattern MESSAGES =
      Pattern.compile("(?<![0-9a-z_])(?:(?:marketing_|broadcast_)?messages|private_replies)");

  /** How often a path is decoded at most; known clients encode at most twice. */
  int MOST_DECODINGS = 4;

  static GraphPath of(String path) {
    Matcher send = SEND.matcher(path);
    if (send.matches()) {
      return new SendPath(
          send.group(1),
          send.group(2).equals("messages") ? Endpoint.MESSAGES : Endpoint.MARKETING_MESSAGES);
    }
    List<String> readings = readings(path);
    if (readings.stream().anyMatch(GraphPath::mentionsMessages)) {
      return new MisspeltSend(
          "Messages are sent with POST /vN.N/{phone_number_id}/messages or .../marketing_messages,"
              + " spelled exactly like that; no other spelling or edge passes this gateway.");
    }
    return readings.stream()
        .map(GraphPath::fault)
        .flatMap(Optional::stream)
        .findFirst()
        .<GraphPath>map(RefusedPath::new)
        .orElseGet(() -> other(readings.get(readings.size() - 1)));
  }

  /** The path as it came, decoded, decoded again, and so on until nothing is left to decode. */
  private static List<String> readings(String path) {
    List<String> readings = new ArrayList<>();
    String next = path;
    do {
      readings.add(next);
      next = Escapes.decoded(next);
    } while (readings.size() <= MOST_DECODINGS && !next.equals(readings.get(readings.size() - 1)));
    return readings;
  }

  private static boolean mentionsMessages(String reading) {
    return MESSAGES.matcher(reading.toLowerCase(Locale.ROOT)).find();
  }

  /**
   * What is wrong with one reading, if anything. After an encoded question mark the rules for
   * queries apply, since a server may read the rest as a query: {@code upload:…?sig=…} passes
   * either way.
   */
  private static Optional<String> fault(String reading) {
    if (ROOT.matcher(pathOf(reading)).matches()) {
      return Optional.of("Batch and root calls do not pass this gateway; make each call itself.");
    }
    if (DISGUISE.matcher(reading).find()) {
      return Optional.of(
          "The path is not a Graph path: it encodes a letter, a digit, a dot or a slash.");
    }
    int query = reading.indexOf('?');
    return query < 0 ? Optional.empty() : GraphQuery.faultInPath(reading.substring(query + 1));
  }

  private static GraphPath other(String decoded) {
    return isPlain(pathOf(decoded)) && PRINTABLE.matcher(decoded).matches()
        ? new OtherPath(decoded)
        : new RefusedPath(
            "The path is not a Graph path: use plain segments, and encode neither spaces nor"
                + " control characters.");
  }

  /** A decoded path up to its question mark, if an encoded one was in it. */
  static String pathOf(String decoded) {
    int query = decoded.indexOf('?');
    return query < 0 ? decoded : decoded.substring(0, query);
  }

  private static boolean isPlain(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    String inner = path.endsWith("/") ? path.substring(1, path.length() - 1) : path.substring(1);
    for (String segment : inner.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || !LETTER_OR_DIGIT.matcher(segment).find()) {
        return false;
      }
    }
    return true;
  }
}
