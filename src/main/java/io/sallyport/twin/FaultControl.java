package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * {@code /twin/faults} for the next sends, {@code /twin/outage} for a time without a listening
 * port.
 */
final class FaultControl {
  private final FaultQueue faults;
  private final Consumer<Duration> outage;

  FaultControl(FaultQueue faults, Consumer<Duration> outage) {
    this.faults = faults;
    this.outage = outage;
  }

  Future<Reply> answer(Call call) {
    if (call.segment(1).equals("outage")) {
      return call.is("POST", 2) ? outage(call.json()) : ControlApi.unknown(call);
    }
    switch (call.method()) {
      case "POST" -> faults.add(order(call.json()));
      case "DELETE" -> faults.clear();
      case "GET" -> {}
      default -> {
        return ControlApi.unknown(call);
      }
    }
    return ControlApi.done(Reply.ok(pending()));
  }

  private Future<Reply> outage(JsonObject body) {
    Duration span = Span.parse(body.getString("for", ""));
    outage.accept(span);
    return ControlApi.done(Reply.ok(JsonObject.of("outage", span.toString())));
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
