package io.sallyport.meta;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Copies end-to-end headers, leaving out hop-by-hop headers (RFC 9110 §7.6.1) and the gateway's
 * own.
 */
public final class EndToEndHeaders {

  /** {@code Content-Length} and {@code Host} are set anew for each hop's request. */
  private static final Set<String> HOP_BY_HOP =
      anyCase(
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
  private static final Set<String> OF_THE_GATEWAY =
      anyCase("idempotency-key", "prefer", "sallyport-fallback", "sallyport-park");

  /**
   * Headers of requests that are not passed on: those of proxies, which reveal the gateway's
   * network, and those that ask for another method or path than the one that was checked.
   */
  private static final Set<String> PROXY_OR_OVERRIDE =
      anyCase(
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
      anyCase("authorization", "content-encoding", "content-type");

  private static final Set<String> NEVER = union(HOP_BY_HOP, OF_THE_GATEWAY);
  private static final Set<String> NEVER_IN_REQUESTS = union(NEVER, PROXY_OR_OVERRIDE);
  private static final String FORWARDED = "x-forwarded-";

  /** In the cookies of whoever is signed in at the console. */
  private static final String SESSION = "sallyport_session=";

  private EndToEndHeaders() {}

  private static Set<String> anyCase(String... names) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Collections.addAll(all, names);
    return all;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = anyCase();
    all.addAll(some);
    all.addAll(others);
    return all;
  }

  /** Adds the end-to-end headers in {@code from} to {@code to}. */
  public static void copy(MultiMap from, MultiMap to) {
    Set<String> named = namedBy(from.getAll(HttpHeaderNames.CONNECTION));
    for (Map.Entry<String, String> header : from) {
      if (!NEVER.contains(header.getKey()) && !staysHere(named, header.getKey())) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** {@link #copy} for a request: also leaves out headers of proxies and method overrides. */
  public static void copyRequest(MultiMap from, MultiMap to) {
    Set<String> named = namedBy(from.getAll(HttpHeaderNames.CONNECTION));
    for (Map.Entry<String, String> header : from) {
      if (goesOnward(named, header.getKey(), header.getValue())) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /**
   * Tells the headers that {@link #copyRequest} would copy, for a send: but for those that say how
   * the answer may be compressed, since the gateway reads it.
   */
  static void ofSend(Iterable<Map.Entry<String, String>> from, BiConsumer<String, String> told) {
    Set<String> named = namedBy(connection(from));
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey();
      if (goesOnward(named, name, header.getValue()) && !name.equalsIgnoreCase("accept-encoding")) {
        told.accept(name, header.getValue());
      }
    }
  }

  /** Those of an answer. */
  static List<Map.Entry<String, String>> ofAnswer(HttpHeaders from) {
    Set<String> named = namedBy(from.getAll(HttpHeaderNames.CONNECTION));
    List<Map.Entry<String, String>> all = new ArrayList<>(from.size());
    for (Map.Entry<String, String> header : from) {
      if (!NEVER.contains(header.getKey()) && !staysHere(named, header.getKey())) {
        all.add(Map.entry(header.getKey(), header.getValue()));
      }
    }
    return all;
  }

  private static boolean goesOnward(Set<String> named, String name, String value) {
    return !NEVER_IN_REQUESTS.contains(name)
        && !(name.equalsIgnoreCase("cookie") && value.contains(SESSION))
        && !name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length())
        && !staysHere(named, name);
  }

  private static boolean staysHere(Set<String> named, String name) {
    return !named.isEmpty() && named.contains(name) && !ALWAYS_END_TO_END.contains(name);
  }

  private static List<String> connection(Iterable<Map.Entry<String, String>> headers) {
    List<String> values = List.of();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("connection")) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(header.getValue());
      }
    }
    return values;
  }

  /**
   * The names that the values of {@code Connection} list; not {@code Keep-Alive}, which every
   * client lists and which is never passed on.
   */
  private static Set<String> namedBy(List<String> connection) {
    Set<String> named = Set.of();
    for (String value : connection) {
      if (value.equalsIgnoreCase("keep-alive")) {
        continue;
      }
      named = named.isEmpty() ? anyCase() : named;
      for (String name : value.split(",", -1)) {
        named.add(name.strip());
      }
    }
    return named;
  }
}
