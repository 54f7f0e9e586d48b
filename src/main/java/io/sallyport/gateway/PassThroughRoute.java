package io.sallyport.gateway;

import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.EndToEndHeaders;
import io.sallyport.meta.GraphClient;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Every Graph call that carries no message: streamed both ways, undecided and unchanged. */
@Singleton
final class PassThroughRoute {

  private final GraphClient graph;
  private final int readTimeout;

  PassThroughRoute(GraphClient graph, SallyportConfig config) {
    this.graph = graph;
    this.readTimeout = (int) config.graph().readTimeout().toMillis();
  }

  void handle(HttpServerRequest request) {
    Optional<String> fault = GraphQuery.faultOfOther(request.query());
    if (fault.isPresent()) {
      refuse(request.response(), Reason.INVALID_BODY, fault.get());
      return;
    }
    request.pause();
    graph
        .request(request.method(), request.uri())
        .onSuccess(onward -> forward(request, onward))
        .onFailure(
            unreachable -> {
              request.resume();
              refuse(
                  request.response(),
                  Reason.UPSTREAM_UNREACHABLE,
                  "No connection to the Graph API; the call was not made.");
            });
  }

  private void forward(HttpServerRequest request, HttpClientRequest onward) {
    EndToEndHeaders.copy(request.headers(), onward.headers());
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      onward.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    } else if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      onward.setChunked(true);
    }
    onward.idleTimeout(readTimeout);
    request.response().closeHandler(gone -> onward.reset());
    onward
        .send(request)
        .compose(answer -> relay(answer, request.response()))
        .onFailure(failure -> cut(request.response()));
  }

  private static Future<Void> relay(HttpClientResponse answer, HttpServerResponse response) {
    EndToEndHeaders.copy(answer.headers(), response.headers());
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    } else {
      response.setChunked(true);
    }
    return answer.pipeTo(response.setStatusCode(answer.statusCode()));
  }

  /** An answer that broke off must not look whole. */
  private static void cut(HttpServerResponse response) {
    if (response.headWritten()) {
      response.reset();
    } else if (!response.closed()) {
      response.headers().clear();
      refuse(
          response,
          Reason.OUTCOME_UNKNOWN,
          "The call was handed to the Graph API and no answer came.");
    }
  }

  static void refuse(HttpServerResponse response, Reason reason, String details) {
    response
        .setStatusCode(GraphErrors.status(reason))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
        .end(GraphErrors.body(Refusal.of(reason, details), GraphErrors.newId()));
  }
}
