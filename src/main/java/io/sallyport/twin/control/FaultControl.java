package io.sallyport.twin.control;

import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.faults.FaultQueue;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /twin/faults} for the next sends. */
public final class FaultControl implements Control {
  private final FaultQueue faults;

  public FaultControl(FaultQueue faults) {
    this.faults = faults;
  }

  @Override
  public Future<Response> answer(Request request) {
    switch (request.method()) {
      case "POST" -> faults.add(order(request.json()));
      case "DELETE" -> faults.clear();
      case "GET" -> {}
      default -> {
        return Control.unknown(request);
      }
    }
    return Control.done(Response.ok(pending()));
  }

  private static FaultOrder order(JsonObject body) {
    return new FaultOrder(
        Fault.valueOf(body.getString("fault", "")),
        body.getInteger("times", FaultOrder.UNTIL_CLEARED),
        Span.parse(body.getString("delay", "1s")),
        body.getBoolean("accepts", false));
  }

  private JsonArray pending() {
    JsonArray pending = new JsonArray();
    for (FaultOrder order : faults.pending()) {
      boolean endless = order.times() == FaultOrder.UNTIL_CLEARED;
      Object times = endless ? "until cleared" : (Object) order.times();
      pending.add(JsonObject.of("fault", order.fault().name(), "times", times));
    }
    return pending;
  }
}
