package io.sallyport.http;

import io.sallyport.message.BodyMembers;
import io.sallyport.message.PageMessageReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks queries: Graph merges the query with the body, but the gateway decides by the body alone.
 */
public final class GraphQuery {

  /** Parameters that make Graph execute another call than the one that was made. */
  private static final Set<String> OVERRIDES = BodyMembers.OVERRIDES;

  /**
   * Refused in a call that gets the number's token: {@code callback} makes the answer a script,
   * from which the token could not be removed.
   */
  private static final Set<String> OF_THE_VAULT = Set.of("callback");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private GraphQuery() {}

  /** What is wrong with a send's query, if anything. */
  public static Optional<String> faultOfSend(@Nullable String query) {
    return fault(query, OVERRIDES, BodyMembers.ALL);
  }

  /** The same of a send of Messenger or Instagram. */
  public static Optional<String> faultOfPageSend(@Nullable String query) {
    return fault(query, OVERRIDES, PageMessageReader.MEMBERS);
  }

  /**
   * What is wrong with any other call's query, if anything.
   *
   * @param vaulted whether a client's key is replaced by a token
   */
  public static Optional<String> faultOfOther(@Nullable String query, boolean vaulted) {
    Set<String> refused = vaulted ? and(OVERRIDES, OF_THE_VAULT) : OVERRIDES;
    return fault(query, refused, Set.of());
  }

  /** The same of a call that takes an attachment, which has no recipient yet. */
  public static Optional<String> faultOfAttachment(@Nullable String query) {
    return fault(query, Set.of("recipient"), Set.of());
  }

  /** What is wrong with the part of a path after an encoded question mark, if anything. */
  static Optional<String> faultInPath(String query) {
    return fault(query, and(ofBody(true), OF_THE_VAULT), Set.of())
        .map(fault -> fault.replace("in the query", "in the path"));
  }

  /** Which of the names a form has, if any; it is read like a query. */
  static Optional<String> faultOfForm(String form, Set<String> refused) {
    return fault(form, refused, Set.of())
        .map(fault -> fault.replace("in the query", "in the body"));
  }

  /** Names that are refused in the body of any other call. */
  static Set<String> ofBody(boolean vaulted) {
    return vaulted ? and(OVERRIDES, Keyless.PARAMETERS) : OVERRIDES;
  }

  private static Set<String> and(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Optional<String> fault(
      @Nullable String query, Set<String> refused, Set<String> ofTheBody) {
    if (query == null || query.isEmpty()) {
      return Optional.empty();
    }
    for (String pair : query.split("[&;]", -1)) {
      String name = name(pair);
      if (refused.contains(name)) {
        return Optional.of("`" + name + "` in the query does not pass this gateway.");
      }
      if (ofTheBody.contains(name)) {
        return Optional.of("`" + name + "` belongs into the body, not into the query.");
      }
    }
    return Optional.empty();
  }

  /** The value of a parameter in path and query, decoded; the first of several. */
  public static Optional<String> value(String target, String name) {
    int query = target.indexOf('?');
    for (String pair : target.substring(query + 1).split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      if (query >= 0 && equals >= 0 && name(pair).equals(name)) {
        return Optional.of(decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** Decodes valid escapes; an invalid one stays as it is. */
  public static String decoded(String text) {
    Matcher broken = BROKEN_ESCAPE.matcher(text);
    return URLDecoder.decode(broken.replaceAll("%25"), StandardCharsets.UTF_8);
  }

  /**
   * The parameter's name as the most lenient parser would read it: decoded, without {@code
   * [member]}, cut at a NUL, with underscores for dots and spaces.
   */
  public static String name(String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    int end = 0;
    while (end < name.length() && name.charAt(end) != '[' && name.charAt(end) != 0) {
      end++;
    }
    String plain = name.substring(0, end).strip().toLowerCase(Locale.ROOT);
    return plain.replace('.', '_').replace(' ', '_');
  }
}
