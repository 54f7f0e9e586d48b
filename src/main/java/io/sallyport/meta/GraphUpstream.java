package io.sallyport.meta;

import io.sallyport.account.Clients;
import io.sallyport.account.Tokens;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.config.SallyportConfig;
import io.sallyport.message.Outcome;
import io.sallyport.meters.Meters;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Sends a message to Meta, exactly one attempt. */
@Singleton
public final class GraphUpstream implements Upstream {

  private final Vertx vertx;
  private final GraphClient graph;
  private final Clients clients;
  private final Tokens tokens;
  private final Meters meters;
  private final Duration readTimeout;
  private final UpstreamConnections connections;

  @Inject
  GraphUpstream(
      Vertx vertx,
      GraphClient graph,
      Clients clients,
      Tokens tokens,
      SallyportConfig config,
      Meters meters) {
    this(vertx, graph, clients, tokens, meters, config.graph().readTimeout());
  }

  private GraphUpstream(
      Vertx vertx,
      GraphClient graph,
      Clients clients,
      Tokens tokens,
      Meters meters,
      Duration readTimeout) {
    this.vertx = vertx;
    this.graph = graph;
    this.clients = clients;
    this.tokens = tokens;
    this.meters = meters;
    this.readTimeout = readTimeout;
    this.connections = new UpstreamConnections(vertx, graph, readTimeout);
  }

  /** The same to Instagram's own host. */
  public GraphUpstream onInstagram() {
    return new GraphUpstream(vertx, graph.instagram(), clients, tokens, meters, readTimeout);
  }

  @Override
  public Future<Outcome> send(Send send) {
    long start = System.nanoTime();
    String token =
        clients.configured() ? tokens.of(send.number().phoneNumberId()).orElse(null) : null;
    return connections
        .send(send, token)
        .onSuccess(outcome -> meters.upstreamAnswered(System.nanoTime() - start));
  }

  @Override
  public AccessToken token(String phoneNumberId, Credential callers) {
    return clients.configured()
        ? new AccessToken(tokens.of(phoneNumberId).orElse(""), phoneNumberId)
        : AccessToken.ofCaller(callers);
  }
}
