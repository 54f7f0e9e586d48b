package io.sallyport.http.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.Operators;
import io.sallyport.http.RouteOrder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sallyport/console/}: the pages for operators, which are the same for everyone; what they
 * show comes from {@code /sallyport/v1}, with a session (src/docs/console.md). Without the console
 * all of it is 404.
 */
@Singleton
final class ConsoleRoute {

  private static final String PATH = "/sallyport/console";

  /** Nothing from elsewhere, nothing inline, and no page around these. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Map<String, ConsoleFile> files;

  ConsoleRoute(Operators operators) {
    this.files = operators.haveConsole() ? ConsoleFile.all() : Map.of();
  }

  void register(@Observes Router router) {
    // Without a path: the router would decode every request's to compare it.
    router.route().order(RouteOrder.CONSOLE).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    @Nullable String path = context.request().path();
    if (path != null && (path.equals(PATH) || path.startsWith(PATH + "/"))) {
      answer(context);
    } else {
      context.next();
    }
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = request.response();
    response
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    // Whatever body it has goes by.
    request.resume();
    if (request.path().equals(PATH) && !files.isEmpty()) {
      // Relative, so that it holds behind a proxy's prefix too.
      response.putHeader(HttpHeaders.LOCATION, "console/");
      end(response, HttpResponseStatus.PERMANENT_REDIRECT);
      return;
    }
    ConsoleFile file = file(request.path());
    if (file == null) {
      end(response, HttpResponseStatus.NOT_FOUND);
    } else if (!isRead(request.method())) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      end(response, HttpResponseStatus.METHOD_NOT_ALLOWED);
    } else {
      serve(request, response, file);
    }
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private @Nullable ConsoleFile file(String path) {
    if (!path.startsWith(PATH + "/")) {
      return null;
    }
    String name = path.substring(PATH.length() + 1);
    return files.get(name.isEmpty() ? ConsoleFile.INDEX : name);
  }

  /** The browser asks each time, since an upgrade changes files under their names. */
  private static void serve(
      HttpServerRequest request, HttpServerResponse response, ConsoleFile file) {
    response
        .putHeader(HttpHeaders.ETAG, file.etag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (isHeld(request.getHeader(HttpHeaders.IF_NONE_MATCH), file.etag())) {
      end(response, HttpResponseStatus.NOT_MODIFIED);
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.bytes().length()));
      response.end();
    } else {
      response.end(file.bytes());
    }
  }

  /** Weak comparison (RFC 9110 §13.1.2). */
  private static boolean isHeld(@Nullable String tags, String etag) {
    return tags != null
        && Arrays.stream(tags.split(","))
            .map(String::strip)
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private static void end(HttpServerResponse response, HttpResponseStatus status) {
    response.setStatusCode(status.code()).end();
  }
}
