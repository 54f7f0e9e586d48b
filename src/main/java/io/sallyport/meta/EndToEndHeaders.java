package io.sallyport.meta;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Copies end-to-end headers, leaving out hop-by-hop headers (RFC 9110 §7.6.1) and the gateway's
 * own.
 */
public final class EndToEndHeaders {

  /** {@code Content-Length} and {@code Host} are set anew for each hop's request. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Read by the gateway, and not by Meta. */
  private static final Set<String> OF_THE_GATEWAY = Set.of("idempotency-key", "prefer");

  /**
   * Headers of requests that are not passed on: those of proxies, which reveal the gateway's
   * network, and those that ask for another method or path than the one that was checked.
   */
  private static final Set<String> PROXY_OR_OVERRIDE =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-url",
          "x-rewrite-url");

  /**
   * Passed on even if {@code Connection} names them: without them the body would be read otherwise.
   */
  private static final Set<String> ALWAYS_END_TO_END =
      Set.of("authorization", "content-encoding", "content-type");

  private EndToEndHeaders() {}

  /** Adds the end-to-end headers in {@code from} to {@code to}. */
  public static void copy(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copy(from, to, name -> false);
  }

  /** {@link #copy} for a request: also leaves out headers of proxies and method overrides. */
  public static void copyRequest(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copy(from, to, name -> PROXY_OR_OVERRIDE.contains(name) || name.startsWith("x-forwarded-"));
  }

  private static void copy(
      Iterable<Map.Entry<String, String>> from, MultiMap to, Predicate<String> staysToo) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean stays =
          HOP_BY_HOP.contains(name)
              || OF_THE_GATEWAY.contains(name)
              || staysToo.test(name)
              || (named.contains(name) && !ALWAYS_END_TO_END.contains(name));
      if (!stays) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** The names listed in {@code Connection}, in lower case. */
  private static Set<String> namedByConnection(Iterable<Map.Entry<String, String>> headers) {
    Set<String> named = Set.of();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("connection")) {
        named = named.isEmpty() ? new HashSet<>() : named;
        for (String name : header.getValue().split(",", -1)) {
          named.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return named;
  }

  /**
   * {@link #copyRequest} for a send; asks for no compression, since the gateway reads the answer.
   */
  static void copySend(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copyRequest(from, to);
    to.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
  }
}
