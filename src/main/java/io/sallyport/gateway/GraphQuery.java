package io.sallyport.gateway;

import io.sallyport.message.BodyMembers;
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
 * What may not stand in a query: Graph merges it with the body, and the body is what is decided.
 */
final class GraphQuery {

  /** Ways to make Graph read another call than the one that was made. */
  private static final Set<String> OVERRIDES = BodyMembers.OVERRIDES;

  /**
   * What a call with a vaulted token must not say: the token is the gateway's, and an answer that
   * is a script cannot be rewritten.
   */
  private static final Set<String> OF_THE_VAULT = Set.of("callback");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private GraphQuery() {}

  /** What is wrong with a send's query, if anything. */
  static Optional<String> faultOfSend(@Nullable String query) {
    return fault(query, OVERRIDES, BodyMembers.ALL);
  }

  /**
   * What is wrong with any other call's query, if anything.
   *
   * @param vaulted whether a client's key is replaced by a token
   */
  static Optional<String> faultOfOther(@Nullable String query, boolean vaulted) {
    Set<String> refused = vaulted ? and(OVERRIDES, OF_THE_VAULT) : OVERRIDES;
    return fault(query, refused, Set.of());
  }

  /** What is wrong with what an encoded question mark in a path hides, if anything. */
  static Optional<String> faultInPath(String query) {
    return fault(query, and(ofBody(true), OF_THE_VAULT), Set.of())
        .map(fault -> fault.replace("in the query", "in the path"));
  }

  /** What is wrong with a form body of any other call, if anything: it is read as a query is. */
  static Optional<String> faultOfForm(String form, boolean vaulted) {
    return fault(form, ofBody(vaulted), Set.of())
        .map(fault -> fault.replace("in the query", "in the body"));
  }

  /** Names that no body of another call may have. */
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
  static Optional<String> value(String target, String name) {
    int query = target.indexOf('?');
    for (String pair : target.substring(query + 1).split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      if (query >= 0 && equals >= 0 && name(pair).equals(name)) {
        return Optional.of(decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** Decoded; an escape that is none stays as it is, and the others are decoded all the same. */
  static String decoded(String text) {
    Matcher broken = BROKEN_ESCAPE.matcher(text);
    return URLDecoder.decode(broken.replaceAll("%25"), StandardCharsets.UTF_8);
  }

  /**
   * The parameter's name as the most lenient reader may take it: decoded, without {@code [member]},
   * cut at a NUL, dots and spaces as underscores.
   */
  static String name(String pair) {
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
