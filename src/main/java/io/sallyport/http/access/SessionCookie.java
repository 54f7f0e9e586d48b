package io.sallyport.http.access;

import io.sallyport.account.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of an operator's session. It has no {@code Path}, so a browser sends it to {@code
 * /sallyport/v1} only, under whatever prefix a reverse proxy puts before it.
 */
public final class SessionCookie {

  public static final String NAME = "sallyport_session";

  /** What a page of another site cannot make a browser send without asking first. */
  public static final String OWN_HEADER = "Sallyport-Console";

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private SessionCookie() {}

  /** A request's token; null when it has none. */
  public static @Nullable String of(HttpServerRequest request) {
    Cookie cookie = request.getCookie(NAME);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  /** Has the browser keep a token. */
  public static void set(HttpServerRequest request, String token) {
    add(request, token, Sessions.LIFE.toSeconds());
  }

  /** Has the browser drop it. */
  public static void drop(HttpServerRequest request) {
    add(request, "", 0);
  }

  /** Not by the server's encoder, which spells {@code HTTPOnly} (RFC 6265 §4.1). */
  private static void add(HttpServerRequest request, String token, long maxAge) {
    request
        .response()
        .headers()
        .add(
            HttpHeaders.SET_COOKIE,
            NAME
                + "="
                + token
                + "; Max-Age="
                + maxAge
                + "; HttpOnly; SameSite=Strict"
                + (isLoopback(request) ? "" : "; Secure"));
  }

  /** Plain HTTP on the machine itself: there a browser would not send back a secure cookie. */
  private static boolean isLoopback(HttpServerRequest request) {
    HostAndPort host = request.authority();
    return "http".equals(request.scheme()) && host != null && LOOPBACK.contains(host.host());
  }

  /**
   * Whether the call may be made with the cookie alone: it changes nothing, or the browser says, or
   * a header of our own shows, that no other site's page makes it.
   */
  static boolean isOwn(HttpServerRequest request) {
    return SAFE.contains(request.method())
        || "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
        || request.headers().contains(OWN_HEADER);
  }
}
