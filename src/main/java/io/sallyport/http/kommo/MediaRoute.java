package io.sallyport.http.kommo;

import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.MediaSeal;
import io.sallyport.connector.kommo.MediaSeal.Media;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.passage.Passage;
import io.sallyport.http.vault.MediaLinks;
import io.sallyport.http.vault.VaultedToken;
import io.sallyport.meta.GraphClient;
import io.sallyport.meta.GraphMedia;
import io.sallyport.meta.GraphMedia.Refused;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code GET /kommo/media/{sealed}}: a file that a contact sent, streamed from Meta. The link is
 * all that is needed; it ends, and one that is not ours is like one that has ended.
 */
@Singleton
final class MediaRoute {

  private static final Logger LOG = Logger.getLogger(MediaRoute.class);

  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;

  private final MediaSeal seal;
  private final Numbers numbers;
  private final GraphClient graph;
  private final MediaLinks links;
  private final GraphMedia graphMedia;
  private final long readTimeout;

  MediaRoute(
      MediaSeal seal,
      Numbers numbers,
      GraphClient graph,
      MediaLinks links,
      GraphMedia graphMedia,
      SallyportConfig config) {
    this.seal = seal;
    this.numbers = numbers;
    this.graph = graph;
    this.links = links;
    this.graphMedia = graphMedia;
    this.readTimeout = config.graph().readTimeout().toMillis();
  }

  void register(@Observes Router router) {
    router.get(MediaSeal.PATH + "*").order(RouteOrder.MEDIA).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    String sealed = context.request().path().substring(MediaSeal.PATH.length());
    Optional<Media> media = seal.open(sealed);
    Optional<String> token = media.flatMap(one -> numbers.accessTokenOf(one.phoneNumberId()));
    if (media.isEmpty() || token.isEmpty()) {
      context.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    VaultedToken vaulted = new VaultedToken(media.get().phoneNumberId(), token.get());
    context.request().pause();
    graphMedia
        .find(media.get().id(), media.get().phoneNumberId(), vaulted.value())
        .onSuccess(place -> fetch(context, place.url(), vaulted))
        .onFailure(
            failure -> {
              LOG.warnf("media not fetched because=%s", failure.getClass().getSimpleName());
              context.request().resume();
              context.response().setStatusCode(isGone(failure) ? NOT_FOUND : BAD_GATEWAY).end();
            });
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof Refused refused && !refused.isForAWhile();
  }

  private void fetch(RoutingContext context, String address, VaultedToken token) {
    // The passage pauses it itself.
    context.request().resume();
    // What a stranger has sent must not run as a page of this host.
    context.addHeadersEndHandler(
        headers ->
            context
                .response()
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("X-Content-Type-Options", "nosniff"));
    new Passage(context.request(), readTimeout, token, null)
        .over(connection(address, token), HttpClientRequest::send);
  }

  private Future<HttpClientRequest> connection(String address, VaultedToken token) {
    String ours = links.ours(address, token.phoneNumberId());
    if (ours == null) {
      return Future.failedFuture("no address of Meta's");
    }
    String onHost = MediaLinks.PREFIX + token.phoneNumberId() + "/";
    if (!ours.startsWith(onHost)) {
      return graph.request(HttpMethod.GET, ours);
    }
    int slash = ours.indexOf('/', onHost.length());
    return graph.media(
        HttpMethod.GET, ours.substring(onHost.length(), slash), ours.substring(slash));
  }
}
