package io.sallyport.http.passage;

import io.sallyport.config.SallyportConfig;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.Keyless;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.vault.MediaLinks;
import io.sallyport.http.vault.Vault;
import io.sallyport.http.vault.VaultedToken;
import io.sallyport.meta.GraphClient;
import io.sallyport.rule.Reason;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /sallyport/v1/media/{phone_number_id}/{host}/…}: media that Meta keeps elsewhere,
 * fetched with the number's token. Only from the configured hosts; redirects are not followed but
 * handed to the caller.
 */
@Singleton
final class MediaRoute {

  private static final Pattern PATH =
      Pattern.compile(Pattern.quote(MediaLinks.PREFIX) + "([0-9A-Za-z_-]+)/([0-9a-z.:-]+)(/.*)");

  private final Callers callers;
  private final Vault vault;
  private final MediaLinks links;
  private final GraphClient graph;
  private final long readTimeout;

  MediaRoute(
      Callers callers, Vault vault, MediaLinks links, GraphClient graph, SallyportConfig config) {
    this.callers = callers;
    this.vault = vault;
    this.links = links;
    this.graph = graph;
    this.readTimeout = config.graph().readTimeout().toMillis();
  }

  void register(@Observes Router router) {
    router.route(MediaLinks.PREFIX + "*").order(RouteOrder.MEDIA).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Caller caller = callers.of(request);
    if (caller instanceof Caller.Stranger stranger) {
      GraphErrors.write(request.response(), Reason.UNAUTHENTICATED, stranger.why());
      return;
    }
    Matcher path = PATH.matcher(request.path());
    if (!(caller instanceof Caller.Known known) || !isFetch(request.method(), path)) {
      context.next();
      return;
    }
    Vault.Choice choice = vault.ofNumber(known.client(), path.group(1));
    if (choice instanceof Vault.None none) {
      GraphErrors.write(request.response(), none.refusal());
    } else if (choice instanceof Vault.Chosen chosen) {
      fetch(request, chosen.token(), path.group(2), path.group(3));
    }
  }

  private boolean isFetch(HttpMethod method, Matcher path) {
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && path.matches()
        && links.isMediaHost(path.group(2))
        && MediaLinks.isPlain(path.group(3));
  }

  private void fetch(HttpServerRequest request, VaultedToken token, String host, String path) {
    // Meta says how long it may be kept.
    request.response().headers().remove(HttpHeaders.CACHE_CONTROL);
    String query = request.query() == null ? "" : "?" + request.query();
    new Passage(request, readTimeout, token, null)
        .over(
            graph.media(request.method(), host, Keyless.target(path + query)),
            HttpClientRequest::send);
  }
}
