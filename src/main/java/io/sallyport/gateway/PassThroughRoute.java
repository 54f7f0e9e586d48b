package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.EndToEndHeaders;
import io.sallyport.meta.GraphClient;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every Graph call that carries no message: streamed both ways, undecided and unchanged. A body in
 * which Graph would find further calls is looked at first.
 */
@Singleton
final class PassThroughRoute {

  private final GraphClient graph;
  private final int readTimeout;
  private final long maxReadableBody;
  private final Handler<RoutingContext> wholeBody;

  PassThroughRoute(GraphClient graph, SallyportConfig config) {
    this.graph = graph;
    this.readTimeout = (int) config.graph().readTimeout().toMillis();
    this.maxReadableBody = config.policy().maxBodySize().asLongValue();
    this.wholeBody = BodyHandler.create(false).setBodyLimit(maxReadableBody);
  }

  /** First step: streams the call through, or reads its body and goes on to {@link #forward}. */
  void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> fault = GraphQuery.faultOfOther(request.query());
    if (fault.isPresent()) {
      refuse(request.response(), Reason.INVALID_BODY, fault.get());
      return;
    }
    if (!hasBody(request)) {
      connect(request, HttpClientRequest::send);
      return;
    }
    switch (OtherBody.kind(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      case OPAQUE -> connect(request, onward -> onward.send(request));
      case PARTS -> parts(request);
      case READABLE -> wholeBody.handle(context);
    }
  }

  /** Second step: the body is there. */
  void forward(RoutingContext context) {
    Buffer body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
    Optional<String> fault = OtherBody.fault(body.getBytes());
    if (fault.isPresent()) {
      refuse(context.response(), Reason.INVALID_BODY, fault.get());
    } else {
      connect(context.request(), onward -> onward.send(body));
    }
  }

  /** The body could not be read whole. */
  void fail(RoutingContext context) {
    boolean tooLarge = context.statusCode() == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();
    refuse(
        context.response(),
        tooLarge ? Reason.TOO_LARGE : Reason.INVALID_BODY,
        tooLarge ? Details.tooLarge(maxReadableBody) : "The body could not be read.");
  }

  private void parts(HttpServerRequest request) {
    if (!OtherBody.takesParts(request.path())) {
      refuse(
          request.response(),
          Reason.INVALID_BODY,
          "A multipart body passes this gateway on /media and /assets only; send JSON.");
      return;
    }
    connect(
        request, onward -> onward.send(new WatchedParts(request, () -> breakOff(request, onward))));
  }

  private static void breakOff(HttpServerRequest request, HttpClientRequest onward) {
    refuse(
        request.response(),
        Reason.INVALID_BODY,
        "A part named `batch` or `method` does not pass this gateway.");
    onward.reset();
    request.resume();
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  private void connect(
      HttpServerRequest request, Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    request.pause();
    graph
        .request(request.method(), request.uri())
        .onSuccess(onward -> exchange(request, onward, send))
        .onFailure(
            unreachable -> {
              request.resume();
              refuse(
                  request.response(),
                  Reason.UPSTREAM_UNREACHABLE,
                  "No connection to the Graph API; the call was not made.");
            });
  }

  private void exchange(
      HttpServerRequest request,
      HttpClientRequest onward,
      Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    EndToEndHeaders.copy(request.headers(), onward.headers());
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      onward.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    } else if (hasBody(request)) {
      onward.setChunked(true);
    }
    onward.idleTimeout(readTimeout);
    request.response().closeHandler(gone -> onward.reset());
    send.apply(onward)
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
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
    } else {
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
