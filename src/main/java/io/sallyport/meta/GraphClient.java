package io.sallyport.meta;

import io.sallyport.config.SallyportConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Connections to the Graph API and to where it keeps media, and only to these. */
@Singleton
public final class GraphClient {

  /** Far above what one pod forwards at once at Meta's latency; beyond it a send is not sent. */
  private static final int MAX_CONNECTIONS = 1024;

  /**
   * Shorter than any server's: a connection the server closes while a send is being written leaves
   * that send's outcome unknown.
   */
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** Enough to hear of every connection that was closed at the same time. */
  private static final long SECOND_TRY_AFTER = 100;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI url;
  private final String host;
  private final int port;
  private final boolean tls;
  private final String basePath;
  private final long connectTimeout;

  GraphClient(Vertx vertx, SallyportConfig config) {
    this.url = config.graph().url();
    this.vertx = vertx;
    this.tls = "https".equals(url.getScheme());
    this.host = url.getHost();
    this.port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    this.basePath = basePath(url);
    this.connectTimeout = config.graph().connectTimeout().toMillis();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(MAX_CONNECTIONS));
  }

  /** What stands before every path, without a slash at its end. */
  public static String basePath(URI url) {
    String path = url.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * Whether media are fetched over TLS: always, but from a port of its own beside a Graph API that
   * has none.
   *
   * @param graph the configured Graph API
   * @param authority host or host:port
   */
  public static boolean isTls(URI graph, String authority) {
    return "https".equals(graph.getScheme()) || authority.indexOf(':') < 0;
  }

  /**
   * A request to a host of media; redirects are not followed.
   *
   * @param authority host or host:port, one that is configured
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
   * A request on a connection of its own, not yet written.
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
            .setURI(basePath + target));
  }

  /**
   * Without a connection nothing has left, so a second try repeats nothing. A kept connection may
   * also be found closed only when it is about to be used.
   */
  private Future<HttpClientRequest> connect(RequestOptions options) {
    return client
        .request(options)
        .recover(
            unreachable ->
                vertx
                    .timer(SECOND_TRY_AFTER, TimeUnit.MILLISECONDS)
                    .compose(waited -> client.request(options)))
        // Its futures tell; without this the client logs an error, too.
        .onSuccess(request -> request.exceptionHandler(told -> {}));
  }
}
