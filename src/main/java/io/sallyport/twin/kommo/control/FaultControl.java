package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.control.Span;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.sallyport.twin.kommo.faults.KommoFaults;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /twin/faults} for the next calls. */
final class FaultControl implements Control {
  private final KommoFaults faults;

  FaultControl(KommoFaults faults) {
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

  private static KommoFaultOrder order(JsonObject body) {
    return new KommoFaultOrder(
        KommoFault.valueOf(body.getString("fault", "")),
        body.getString("on", KommoFaultOrder.ANY),
        body.getInteger("times", KommoFaultOrder.UNTIL_CLEARED),
        Span.parse(body.getString("delay", "1s")),
        body.getBoolean("accepts", false));
  }

  private JsonArray pending() {
    JsonArray pending = new JsonArray();
    for (KommoFaultOrder order : faults.pending()) {
      boolean endless = order.times() == KommoFaultOrder.UNTIL_CLEARED;
      Object times = endless ? "until cleared" : (Object) order.times();
      pending.add(JsonObject.of("fault", order.fault().name(), "on", order.on(), "times", times));
    }
    return pending;
  }
}
