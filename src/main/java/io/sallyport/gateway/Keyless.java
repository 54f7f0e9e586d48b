package io.sallyport.gateway;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request without the client's key: that is for the gateway, and Meta has no use for it. Every
 * byte of the other parameters stays as it came.
 */
final class Keyless {

  /** What a proof is computed from is the key, so that it proves nothing of the number's token. */
  static final Set<String> PARAMETERS = Set.of("access_token", "appsecret_proof");

  private Keyless() {}

  static List<Map.Entry<String, String>> headers(Iterable<Map.Entry<String, String>> headers) {
    List<Map.Entry<String, String>> others = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      if (!header.getKey().equalsIgnoreCase(HttpHeaders.AUTHORIZATION.toString())) {
        others.add(header);
      }
    }
    return others;
  }

  /** Path and query. */
  static String target(String target) {
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
