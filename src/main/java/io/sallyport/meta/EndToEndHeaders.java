package io.sallyport.meta;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Copies headers from one hop to the next, without those that are about the hop (RFC 9110 §7.6.1).
 */
public final class EndToEndHeaders {

  /** {@code Content-Length} and {@code Host} belong to each hop's own request. */
  private static final Set<String> OF_THE_HOP =
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

  /** The gateway's own; Meta has no use for it. */
  private static final Set<String> OF_THE_GATEWAY = Set.of("idempotency-key", "prefer");

  /**
   * Of the way to the gateway: they tell of the network it stands in, and Meta has no use for that.
   * With them, what asks for another method or path than was decided upon.
   */
  private static final Set<String> OF_THE_WAY =
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
   * Not the hop's, whatever {@code Connection} says: without them the bytes mean something else.
   */
  private static final Set<String> OF_THE_MESSAGE =
      Set.of("authorization", "content-encoding", "content-type");

  private EndToEndHeaders() {}

  /** Adds to {@code to} what goes on from {@code from}. */
  public static void copy(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copy(from, to, name -> false);
  }

  /** As {@link #copy}, of a request: without what tells of the way it came. */
  public static void copyRequest(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copy(from, to, name -> OF_THE_WAY.contains(name) || name.startsWith("x-forwarded-"));
  }

  private static void copy(
      Iterable<Map.Entry<String, String>> from, MultiMap to, Predicate<String> staysToo) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean stays =
          OF_THE_HOP.contains(name)
              || OF_THE_GATEWAY.contains(name)
              || staysToo.test(name)
              || (named.contains(name) && !OF_THE_MESSAGE.contains(name));
      if (!stays) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** In lower case. */
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

  /** As {@link #copyRequest}; asks for plain bytes, because the gateway reads the answer too. */
  static void copySend(Iterable<Map.Entry<String, String>> from, MultiMap to) {
    copyRequest(from, to);
    to.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
  }
}
