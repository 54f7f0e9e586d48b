package io.sallyport.meta;

import io.sallyport.account.Clients;
import io.sallyport.account.Numbers;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.config.SallyportConfig;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.meters.Meters;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;

/** Sends a message to Meta, exactly one attempt. */
@Singleton
public final class GraphUpstream implements Upstream {

  private final Vertx vertx;
  private final GraphClient graph;
  private final Clients clients;
  private final Numbers numbers;
  private final Meters meters;
  private final long readTimeout;

  GraphUpstream(
      Vertx vertx,
      GraphClient graph,
      Clients clients,
      Numbers numbers,
      SallyportConfig config,
      Meters meters) {
    this.vertx = vertx;
    this.graph = graph;
    this.clients = clients;
    this.numbers = numbers;
    this.meters = meters;
    this.readTimeout = config.graph().readTimeout().toMillis();
  }

  @Override
  public Future<Outcome> send(Send send) {
    long start = System.nanoTime();
    return graph
        .request(HttpMethod.POST, send.target())
        .compose(
            request -> exchange(request, send),
            unreachable -> Future.succeededFuture(new Outcome.NotSent()))
        .onSuccess(outcome -> meters.upstreamAnswered(System.nanoTime() - start));
  }

  @Override
  public AccessToken token(String phoneNumberId, Credential callers) {
    return clients.configured()
        ? new AccessToken(numbers.accessTokenOf(phoneNumberId).orElse(""), phoneNumberId)
        : AccessToken.ofCaller(callers);
  }

  /** From the first byte written on, a failure leaves the outcome unknown. */
  private Future<Outcome> exchange(HttpClientRequest request, Send send) {
    EndToEndHeaders.copySend(send.headers(), request.headers());
    if (clients.configured()) {
      numbers
          .accessTokenOf(send.number().phoneNumberId())
          .ifPresent(token -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
    }
    long deadline = vertx.setTimer(readTimeout, timer -> request.reset());
    return request
        .send(Buffer.buffer(send.body()))
        .compose(response -> response.body().map(body -> answered(response, body)))
        .otherwise(failure -> new Outcome.Unknown())
        .onComplete(end -> vertx.cancelTimer(deadline));
  }

  private static Outcome answered(HttpClientResponse response, Buffer body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    EndToEndHeaders.copy(response.headers(), headers);
    byte[] bytes = body.getBytes();
    return new Outcome.Answered(response.statusCode(), headers, bytes, SendAnswer.read(bytes));
  }
}
