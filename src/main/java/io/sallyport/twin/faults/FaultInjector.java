package io.sallyport.twin.faults;

import io.sallyport.twin.http.Response;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/** Carries out a fault on a send that was read and recorded. */
public final class FaultInjector {
  private final Vertx vertx;

  public FaultInjector(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Answers the request, or breaks its connection, as the fault says.
   *
   * @param answers what Meta answers where it refuses
   * @param regularResponse takes the send and answers it; not called when Meta never took the send
   */
  public void carryOut(
      FaultOrder order,
      HttpServerRequest request,
      FaultAnswers answers,
      Supplier<Response> regularResponse) {
    if (order.accepts()) {
      Response taken = regularResponse.get();
      carryOut(request, order, answers, () -> taken);
    } else {
      carryOut(request, order, answers, regularResponse);
    }
  }

  private void carryOut(
      HttpServerRequest request,
      FaultOrder order,
      FaultAnswers answers,
      Supplier<Response> regularResponse) {
    switch (order.fault()) {
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
          answers.of(order.fault()).writeTo(request.response());
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
}
