package io.sallyport.twin.faults;

import io.sallyport.twin.graph.GraphError;
import io.sallyport.twin.http.Response;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/** Carries out a fault on a send that was read and recorded. */
public final class FaultInjector {
  private static final String PROXY_PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

  private final Vertx vertx;

  public FaultInjector(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Answers the request, or breaks its connection, as the fault says.
   *
   * @param regularResponse takes the send and answers it; not called when Meta never took the send
   */
  public void carryOut(
      FaultOrder order, HttpServerRequest request, Supplier<Response> regularResponse) {
    if (order.accepts()) {
      Response taken = regularResponse.get();
      carryOut(order.fault(), order, request, () -> taken);
    } else {
      carryOut(order.fault(), order, request, regularResponse);
    }
  }

  private void carryOut(
      Fault fault,
      FaultOrder order,
      HttpServerRequest request,
      Supplier<Response> regularResponse) {
    switch (fault) {
      case STALL -> {}
      case REFUSE_CONNECTION, RESET_BEFORE_ANSWER -> request.connection().close();
      case HALF_ANSWER -> half(regularResponse.get(), request);
      case SLOW -> {
        Response late = regularResponse.get();
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

  private static void half(Response response, HttpServerRequest request) {
    Buffer body = response.body();
    request
        .response()
        .setStatusCode(response.status())
        .putHeader("Content-Type", response.contentType())
        .putHeader("Content-Length", Integer.toString(body.length()))
        .write(body.slice(0, body.length() / 2))
        .onComplete(written -> request.connection().close());
  }

  private static Response error(Fault fault) {
    return switch (fault) {
      case RATE_LIMITED -> rateLimited();
      case TOKEN_EXPIRED -> GraphError.tokenExpired().response();
      case POLICY_BLOCK -> GraphError.policyBlock().response();
      case ACCOUNT_LOCKED -> GraphError.accountLocked().response();
      case NOT_REGISTERED -> GraphError.notRegistered().response();
      case SERVER_ERROR_500 ->
          GraphError.of(
                  500,
                  131000,
                  "Something went wrong",
                  "Message failed to send due to an unknown error.")
              .response();
      case SERVER_ERROR_503 ->
          GraphError.of(503, 131016, "Service unavailable", "A service is temporarily unavailable.")
              .response();
      default -> new Response(502, "text/html; charset=UTF-8", Buffer.buffer(PROXY_PAGE));
    };
  }

  private static Response rateLimited() {
    String details = "Cloud API message throughput has been reached.";
    return GraphError.of(429, 130429, "Rate limit hit", details).response();
  }
}
