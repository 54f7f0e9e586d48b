package io.sallyport.connector.wazzup;

import io.sallyport.account.Clients;
import io.sallyport.account.WazzupChannels;
import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.GraphClient;
import io.sallyport.meta.UpstreamConnections;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Wazzup's API: messages go to it as sends, other calls as they are. */
@Singleton
public final class WazzupServer {

  private final GraphClient client;
  private final Duration readTimeout;
  private final WazzupUpstream upstream;

  WazzupServer(Vertx vertx, SallyportConfig config, Clients clients, WazzupChannels channels) {
    this.readTimeout = config.graph().readTimeout();
    this.client = GraphClient.to(vertx, config.wazzup().url(), config.graph().connectTimeout());
    this.upstream =
        new WazzupUpstream(new UpstreamConnections(vertx, client, readTimeout), clients, channels);
  }

  /** Where messages go. */
  public Upstream upstream() {
    return upstream;
  }

  /** A request of another call, not yet written; see {@link GraphClient#request}. */
  public Future<HttpClientRequest> request(HttpMethod method, String target) {
    return client.request(method, target);
  }

  public long readTimeoutMillis() {
    return readTimeout.toMillis();
  }
}
