package io.sallyport.twin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/** Carries out a fault on a send that was read and recorded. */
final class Sabotage {
  private static final String PROXY_PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

  private final Vertx vertx;

  Sabotage(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @param honest what the twin would have done; not called when Meta never took the send
   */
  void carryOut(FaultOrder order, HttpServerRequest request, Supplier<Reply> honest) {
    if (order.accepts()) {
      Reply taken = honest.get();
      carryOut(order.fault(), order, request, () -> taken);
    } else {
      carryOut(order.fault(), order, request, honest);
    }
  }

  private void carryOut(
      Fault fault, FaultOrder order, HttpServerRequest request, Supplier<Reply> honest) {
    switch (fault) {
      case STALL -> {}
      case REFUSE_CONNECTION, RESET_BEFORE_ANSWER -> request.connection().close();
      case HALF_ANSWER -> half(honest.get(), request);
      case SLOW -> {
        Reply late = honest.get();
        long millis = Math.max(1, order.delay().toMillis());
        vertx.setTimer(millis, timer -> late.writeTo(request.response()));
      }
      case RATE_LIMITED,
          TOKEN_EXPIRED,
          POLICY_BLOCK,
          ACCOUNT_LOCKED,
          NOT_REGISTERED,
          SERVER_ERROR_500,
          SERVER_ERROR_503,
          BAD_GATEWAY_502 ->
          error(fault).writeTo(request.response());
    }
  }

  private static void half(Reply reply, HttpServerRequest request) {
    Buffer body = reply.body();
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", reply.contentType())
        .putHeader("Content-Length", Integer.toString(body.length()))
        .write(body.slice(0, body.length() / 2))
        .onComplete(written -> request.connection().close());
  }

  private static Reply error(Fault fault) {
    return switch (fault) {
      case RATE_LIMITED -> rateLimited();
      case TOKEN_EXPIRED -> GraphError.tokenExpired().reply();
      case POLICY_BLOCK -> GraphError.policyBlock().reply();
      case ACCOUNT_LOCKED -> GraphError.accountLocked().reply();
      case NOT_REGISTERED -> GraphError.notRegistered().reply();
      case SERVER_ERROR_500 ->
          GraphError.of(
                  500,
                  131000,
                  "Something went wrong",
                  "Message failed to send due to an unknown error.")
              .reply();
      case SERVER_ERROR_503 ->
          GraphError.of(503, 131016, "Service unavailable", "A service is temporarily unavailable.")
              .reply();
      default -> new Reply(502, "text/html; charset=UTF-8", Buffer.buffer(PROXY_PAGE));
    };
  }

  private static Reply rateLimited() {
    String details = "Cloud API message throughput has been reached.";
    return GraphError.of(429, 130429, "Rate limit hit", details).reply();
  }
}
