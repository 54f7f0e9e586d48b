package io.sallyport.twin.kommo.faults;

import io.sallyport.twin.http.Response;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Carries out a fault on a call that was read. */
public final class KommoFaultInjector {
  private static final String PROXY_PAGE =
      "<html><head><title>502 Bad Gateway</title></head></html>";

  private final Vertx vertx;

  public KommoFaultInjector(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Answers the call, or breaks its connection.
   *
   * @param regular takes the call and answers it; not called when Kommo never took it
   * @return the status the caller gets, 0 for none
   */
  public int carryOut(
      KommoFaultOrder order, HttpServerRequest request, Supplier<Response> regular) {
    if (order.fault() == KommoFault.SLOW) {
      Response late = regular.get();
      long millis = Math.max(1, order.delay().toMillis());
      vertx.setTimer(millis, timer -> late.writeTo(request.response()));
      return late.status();
    }
    if (order.accepts()) {
      Response unused = regular.get();
    }
    return switch (order.fault()) {
      case STALL, SLOW -> 0;
      case REFUSE_CONNECTION, RESET -> {
        request.connection().close();
        yield 0;
      }
      case RATE_LIMITED -> error(429, request);
      case NOT_FOUND -> error(404, request);
      case FORBIDDEN -> error(403, request);
      case SERVER_ERROR_500 -> error(500, request);
      case SERVER_ERROR_503 -> error(503, request);
      case BAD_GATEWAY_502 -> {
        new Response(502, "text/html; charset=UTF-8", Buffer.buffer(PROXY_PAGE))
            .writeTo(request.response());
        yield 502;
      }
    };
  }

  private static int error(int status, HttpServerRequest request) {
    JsonObject body = JsonObject.of("status", status, "title", "Asked for by a test");
    Response.json(status, body).writeTo(request.response());
    return status;
  }
}
