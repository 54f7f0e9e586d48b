package io.sallyport.gateway;

import io.sallyport.policy.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request path means. Sends are recognised in one exact spelling; whatever else could be
 * read as a send by somebody is refused, so that nothing that carries a message passes undecided.
 *
 * <p>Meta is given the path as it came, and who decodes it how often on the way there is not known.
 * So a path passes only if it is harmless in every decoding (ADR 22).
 */
sealed interface GraphPath {

  /** A send. */
  record SendPath(String phoneNumberId, Endpoint endpoint) implements GraphPath {}

  /**
   * Something else of the Graph API.
   *
   * @param decoded what it names; ids and edges have no other spelling in it
   */
  record OtherPath(String decoded) implements GraphPath {}

  /** A send in a spelling that is not decided upon. */
  record MisspeltSend(String why) implements GraphPath {}

  /** Nothing the gateway forwards. */
  record RefusedPath(String why) implements GraphPath {}

  /** {@code /v23.0/106540352242922/messages}, also without the version. */
  Pattern SEND =
      Pattern.compile("(?:/v\\d+\\.\\d+)?/([0-9A-Za-z_-]+)/(messages|marketing_messages)");

  /** What a segment may consist of: RFC 3986's pchar without {@code ;} and escapes. */
  Pattern SEGMENT = Pattern.compile("[0-9A-Za-z._~!$&'()*+,=:@-]*");

  /** No segment is without: neither {@code ..} nor an empty one. */
  Pattern LETTER_OR_DIGIT = Pattern.compile("[0-9A-Za-z]");

  /**
   * An escape that hides: a letter, digit, {@code -}, {@code .} or {@code _}, which never needs one
   * (RFC 3986 §2.3), or a slash. Without them a name has one spelling, and a path one structure.
   */
  Pattern DISGUISE = Pattern.compile("%(?:2[DdEeFf]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[CcFf])");

  /** Of a path that is decoded to its end: no space, control character, {@code #} or {@code %}. */
  Pattern PRINTABLE = Pattern.compile("[!-~&&[^#%]]*");

  /** {@code /} and {@code /v23.0}: where Graph takes batches. */
  Pattern ROOT = Pattern.compile("/?(?:v\\d+(?:\\.\\d+)?)?/?", Pattern.CASE_INSENSITIVE);

  /**
   * A word that begins as an edge that takes messages does: {@code messages.json}, {@code
   * messages_encrypted}.
   */
  Pattern MESSAGES = Pattern.compile("(?<![0-9a-z_])(?:marketing_)?messages");

  /** How often a path may be encoded; a client that encodes twice exists, more often none. */
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
   * What is wrong with one reading, if anything. What an encoded question mark would make a query
   * of is held to the rules of queries: {@code upload:…?sig=…} is harmless either way.
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
            "The path is not a Graph path: use plain segments, and encode neither spaces nor control"
                + " characters.");
  }

  /** What a decoded path names, without what an encoded question mark hid. */
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
