package io.sallyport.http;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes the client's key from a request before it goes to Meta. All other bytes stay as they
 * came.
 */
public final class Keyless {

  /**
   * {@code appsecret_proof} is computed from the token, so the client's does not fit the number's.
   */
  public static final Set<String> PARAMETERS = Set.of("access_token", "appsecret_proof");

  private Keyless() {}

  public static List<Map.Entry<String, String>> headers(
      Iterable<Map.Entry<String, String>> headers) {
    List<Map.Entry<String, String>> others = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      if (!header.getKey().equalsIgnoreCase(HttpHeaders.AUTHORIZATION.toString())) {
        others.add(header);
      }
    }
    return others;
  }

  /** Path and query without the key. */
  public static String target(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return target;
    }
    StringBuilder kept = new StringBuilder();
    int start = query + 1;
    while (start <= target.length()) {
      int end = start;
      while (end < target.length() && target.charAt(end) != '&' && target.charAt(end) != ';') {
        end++;
      }
      String pair = target.substring(start, end);
      if (!PARAMETERS.contains(GraphQuery.name(pair))) {
        kept.append(kept.isEmpty() ? '?' : target.charAt(start - 1)).append(pair);
      }
      start = end + 1;
    }
    return target.substring(0, query) + kept;
  }
}
