package io.sallyport.gateway;

import io.sallyport.message.BodyMembers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may not stand in a query: Graph merges it with the body, and the body is what is decided.
 */
final class GraphQuery {

  /** Ways to make Graph read another call than the one that was made. */
  static final Set<String> OVERRIDES = Set.of("batch", "method");

  private GraphQuery() {}

  /** What is wrong with a send's query, if anything. */
  static Optional<String> faultOfSend(@Nullable String query) {
    return fault(query, true);
  }

  /** What is wrong with any other call's query, if anything. */
  static Optional<String> faultOfOther(@Nullable String query) {
    return fault(query, false);
  }

  /** What is wrong with a form body of any other call, if anything: it is read as a query is. */
  static Optional<String> faultOfForm(String form) {
    return fault(form, false).map(fault -> fault.replace("in the query", "in the body"));
  }

  private static Optional<String> fault(@Nullable String query, boolean isSend) {
    if (query == null || query.isEmpty()) {
      return Optional.empty();
    }
    for (String pair : query.split("[&;]", -1)) {
      String name = name(pair);
      if (OVERRIDES.contains(name)) {
        return Optional.of("`" + name + "` in the query does not pass this gateway.");
      }
      if (isSend && BodyMembers.ALL.contains(name)) {
        return Optional.of("`" + name + "` belongs into the body, not into the query.");
      }
    }
    return Optional.empty();
  }

  /**
   * The parameter's name as the most lenient reader may take it: decoded, without {@code [member]},
   * cut at a NUL, dots and spaces as underscores.
   */
  private static String name(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    try {
      name = URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not decodable: what it is called is what it says.
    }
    int end = 0;
    while (end < name.length() && name.charAt(end) != '[' && name.charAt(end) != 0) {
      end++;
    }
    String plain = name.substring(0, end).strip().toLowerCase(Locale.ROOT);
    return plain.replace('.', '_').replace(' ', '_');
  }
}
