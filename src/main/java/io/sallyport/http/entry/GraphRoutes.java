package io.sallyport.http.entry;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.sallyport.http.Escapes;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.GraphPath;
import io.sallyport.http.HttpErrors;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.WholeBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.api.ApiCalls;
import io.sallyport.http.passage.PassThroughRoute;
import io.sallyport.http.send.AccountRoute;
import io.sallyport.http.send.SendRoute;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Every path that is not the gateway's own is Graph's. The raw path is looked at, not the router's
 * decoded one: what is decided upon must be what Meta gets.
 */
@Singleton
final class GraphRoutes {

  /** First segments of the gateway's own paths: what no other route took of them is 404. */
  private static final List<String> OURS = List.of("sallyport", "webhooks", "kommo", "wazzup", "q");

  private static final String API = "/sallyport/";

  /** Without TRACE, which would send tokens back, and CONNECT, which would be a tunnel. */
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private final Callers callers;
  private final SendRoute sends;
  private final AccountRoute accounts;
  private final PassThroughRoute passThrough;
  private final long maxBodySize;

  GraphRoutes(
      Callers callers,
      SendRoute sends,
      AccountRoute accounts,
      PassThroughRoute passThrough,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
    this.callers = callers;
    this.sends = sends;
    this.accounts = accounts;
    this.passThrough = passThrough;
    this.maxBodySize = maxBodySize.asLongValue();
  }

  void register(@Observes Router router) {
    router.route().order(RouteOrder.HEAD).handler(this::checkHead);
    router
        .route()
        .order(RouteOrder.GRAPH)
        .handler(this::route)
        .handler(WholeBody::handOver)
        .failureHandler(GraphRoutes::failed);
  }

  /**
   * Refuses what Quarkus would refuse without a body. Quarkus does not check that targets are URIs
   * (Graph's queries are none), so the gateway's own are checked here.
   */
  private void checkHead(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean isOurs = isOurs(request.path());
    if (request.path().startsWith(API)) {
      // A route may answer with another value.
      request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    // An import may be of any size, and Quarkus holds the other calls of ours to its limit.
    if (!isOurs && announcesTooMuch(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      request.response().endHandler(refused -> request.connection().close());
      GraphErrors.write(request.response(), Reason.TOO_LARGE, HttpErrors.details(413));
    } else if (Escapes.areBroken(request.uri()) || (isOurs && !isUri(request.uri()))) {
      GraphErrors.write(
          request.response(),
          Reason.INVALID_BODY,
          "The request target is not a URI: a percent sign begins an escape of two hex digits.");
    } else {
      context.next();
    }
  }

  /** Whether the first segment is one of ours, after however many slashes. */
  private static boolean isOurs(String path) {
    int from = 0;
    while (from < path.length() && path.charAt(from) == '/') {
      from++;
    }
    for (String ours : OURS) {
      int end = from + ours.length();
      if (from > 0
          && path.startsWith(ours, from)
          && (path.length() == end || path.charAt(end) == '/')) {
        return true;
      }
    }
    return false;
  }

  /** A path of printable ASCII; not the absolute form: what is decided upon is what Meta gets. */
  private static boolean isPlain(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) < '!' || target.charAt(i) > '~') {
        return false;
      }
    }
    return target.startsWith("/");
  }

  /** Netty has refused what is no number. */
  private boolean announcesTooMuch(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && Long.parseLong(length) > maxBodySize;
  }

  private static boolean isUri(String target) {
    try {
      new URI(target);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void route(RoutingContext context) {
    HttpServerRequest request = context.request();
    Caller caller = callers.of(request);
    GraphPath path = GraphPath.of(request.path());
    if (path instanceof GraphPath.SendPath send
        && accounts.isFor(send.phoneNumberId(), send.endpoint())
        && isPlain(request.uri())) {
      accounts.accept(context, caller, send.phoneNumberId());
      return;
    }
    if (caller instanceof Caller.Stranger stranger) {
      turnAway(context, path, stranger);
      return;
    }
    if (isOurs(request.path())) {
      notFound(request.response());
      return;
    }
    String fault = fault(request, path);
    if (fault != null) {
      GraphErrors.write(request.response(), Reason.INVALID_BODY, fault);
    } else {
      dispatch(context, caller, path);
    }
  }

  private static @Nullable String fault(HttpServerRequest request, GraphPath path) {
    if (!isPlain(request.uri())) {
      return "The request target must be a path in plain ASCII; encode anything else.";
    }
    return path instanceof GraphPath.OtherPath && !METHODS.contains(request.method())
        ? "The Graph API has no such method."
        : null;
  }

  private void dispatch(RoutingContext context, Caller caller, GraphPath path) {
    if (path instanceof GraphPath.SendPath send) {
      sends.accept(context, caller, send.phoneNumberId(), send.endpoint());
    } else if (path instanceof GraphPath.MisspeltSend misspelt) {
      sends.refuse(context, Reason.INVALID_BODY, misspelt.why());
    } else if (path instanceof GraphPath.RefusedPath refused) {
      GraphErrors.write(context.response(), Reason.INVALID_BODY, refused.why());
    } else if (path instanceof GraphPath.OtherPath other) {
      passThrough.handle(context, caller, other);
    }
  }

  /** Refuses a caller without a valid key, before the body is read. */
  private void turnAway(RoutingContext context, GraphPath path, Caller.Stranger stranger) {
    if (path instanceof GraphPath.SendPath || path instanceof GraphPath.MisspeltSend) {
      sends.refuse(context, Reason.UNAUTHENTICATED, stranger.why());
    } else {
      GraphErrors.write(context.response(), Reason.UNAUTHENTICATED, stranger.why());
    }
  }

  private static void notFound(HttpServerResponse response) {
    Refusal refusal = Refusal.of(Reason.INVALID_BODY, ApiCalls.NO_SUCH_CALL);
    GraphErrors.write(response, HttpResponseStatus.NOT_FOUND.code(), refusal);
  }

  private static void failed(RoutingContext context) {
    if (!WholeBody.handOverFailure(context)) {
      // The router refused it before any route, as a request without a Host.
      GraphErrors.write(
          context.response(), Reason.INVALID_BODY, HttpErrors.details(context.statusCode()));
    }
  }
}
