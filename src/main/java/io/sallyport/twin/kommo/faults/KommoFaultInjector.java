package io.sallyport.twin.kommo.faults;

import io.sallyport.twin.http.Response;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
   * @param record notes the call before anything of an answer leaves, by the answer's status; 0 for
   *     none
   */
  public void carryOut(
      KommoFaultOrder order,
      HttpServerRequest request,
      Supplier<Response> regular,
      IntConsumer record) {
    if (order.fault() == KommoFault.SLOW) {
      Response late = regular.get();
      record.accept(late.status());
      long millis = Math.max(1, order.delay().toMillis());
      vertx.setTimer(millis, timer -> late.writeTo(request.response()));
      return;
    }
    if (order.accepts()) {
      Response unused = regular.get();
    }
    Response wrong = wrong(order.fault());
    if (order.fault() != KommoFault.REFUSE_CONNECTION) {
      record.accept(wrong == null ? 0 : wrong.status());
    }
    if (wrong != null) {
      wrong.writeTo(request.response());
    } else if (order.fault() != KommoFault.STALL) {
      request.connection().close();
    }
  }

  /** Null for none. */
  private static @Nullable Response wrong(KommoFault fault) {
    return switch (fault) {
      case REFUSE_CONNECTION, STALL, RESET, SLOW -> null;
      case RATE_LIMITED -> error(429);
      case NOT_FOUND -> error(404);
      case FORBIDDEN -> error(403);
      case SERVER_ERROR_500 -> error(500);
      case SERVER_ERROR_503 -> error(503);
      case BAD_GATEWAY_502 ->
          new Response(502, "text/html; charset=UTF-8", Buffer.buffer(PROXY_PAGE));
    };
  }

  private static Response error(int status) {
    return Response.json(status, JsonObject.of("status", status, "title", "Asked for by a test"));
  }
}
