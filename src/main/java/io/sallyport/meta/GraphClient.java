package io.sallyport.meta;

import io.sallyport.config.SallyportConfig;
import io.sallyport.loop.LoopConnector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP client for the Graph API and Meta's media hosts. */
@Singleton
public final class GraphClient {

  /** Far more than a pod needs at Meta's latency. */
  private static final int MAX_CONNECTIONS = 1024;

  /** Shorter than servers'. */
  static final int KEEP_ALIVE_SECONDS = 15;

  /** ms; long enough for the client to notice all connections that were closed at the same time. */
  private static final long SECOND_TRY_AFTER = 100;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI url;
  private final String host;
  private final int port;
  private final boolean tls;
  private final String basePath;
  private final long connectTimeout;
  private final @Nullable GraphClient instagram;

  @Inject
  GraphClient(Vertx vertx, SallyportConfig config) {
    this(
        vertx,
        config.graph().url(),
        config.graph().connectTimeout(),
        to(vertx, config.graph().instagramUrl(), config.graph().connectTimeout()));
  }

  private GraphClient(
      Vertx vertx, URI url, Duration connectTimeout, @Nullable GraphClient instagram) {
    this.instagram = instagram;
    this.url = url;
    this.vertx = vertx;
    this.tls = "https".equals(url.getScheme());
    this.host = url.getHost();
    this.port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    this.basePath = basePath(url);
    this.connectTimeout = connectTimeout.toMillis();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(MAX_CONNECTIONS));
  }

  /** The client for another server. */
  public static GraphClient to(Vertx vertx, URI url, Duration connectTimeout) {
    return new GraphClient(vertx, url, connectTimeout, null);
  }

  /** The path of the URL, without a slash at the end; it precedes every request's path. */
  public static String basePath(URI url) {
    String path = url.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The same for Instagram's own host. */
  public GraphClient instagram() {
    return Objects.requireNonNull(instagram);
  }

  /** What sends go by: connections of event loops, to the same server. */
  LoopConnector connector() {
    return new LoopConnector(vertx, host, port, tls, (int) connectTimeout);
  }

  /** {@code Host} of a request: without the port where it goes without saying. */
  String authority() {
    return port == (tls ? 443 : 80) ? host : host + ":" + port;
  }

  /** What is asked for there. */
  String target(String pathAndQuery) {
    return basePath.isEmpty() ? pathAndQuery : basePath + pathAndQuery;
  }

  /**
   * Whether media are fetched over TLS: always, except from a host with a port when the Graph API
   * is configured without TLS, as in tests.
   *
   * @param graph the configured Graph API
   * @param authority host or host:port
   */
  public static boolean isTls(URI graph, String authority) {
    return "https".equals(graph.getScheme()) || authority.indexOf(':') < 0;
  }

  /**
   * A request to a media host; redirects are not followed.
   *
   * @param authority a configured host or host:port
   * @param target path and query
   */
  public Future<HttpClientRequest> media(HttpMethod method, String authority, String target) {
    int colon = authority.indexOf(':');
    int port = colon < 0 ? 443 : Integer.parseInt(authority.substring(colon + 1));
    return connect(
        new RequestOptions()
            .setMethod(method)
            .setHost(colon < 0 ? authority : authority.substring(0, colon))
            .setPort(port)
            .setSsl(isTls(url, authority))
            .setConnectTimeout(connectTimeout)
            .setURI(target));
  }

  /**
   * A request with its connection, not yet written.
   *
   * @param target path and query
   * @return fails when there is no connection; then nothing was sent
   */
  public Future<HttpClientRequest> request(HttpMethod method, String target) {
    return connect(
        new RequestOptions()
            .setMethod(method)
            .setHost(host)
            .setPort(port)
            .setSsl(tls)
            .setConnectTimeout(connectTimeout)
            .setURI(target(target)));
  }

  /**
   * Tries twice: without a connection nothing was sent, so a second attempt cannot send it twice. A
   * pooled connection may turn out to be closed only when it is used.
   */
  private Future<HttpClientRequest> connect(RequestOptions options) {
    return client
        .request(options)
        .recover(
            unreachable ->
                vertx
                    .timer(SECOND_TRY_AFTER, TimeUnit.MILLISECONDS)
                    .compose(waited -> client.request(options)))
        // Failures reach the futures; without a handler Vert.x would log them as well.
        .onSuccess(request -> request.exceptionHandler(told -> {}));
  }
}
