package io.sallyport.twin;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The way of a request: control call, or recorded Graph call with the fault that is due. */
final class FrontDoor {
  private final World world;
  private final GraphApi graph;
  private final ControlApi control;
  private final Sabotage sabotage;

  FrontDoor(World world, ControlApi control, Vertx vertx) {
    this.world = world;
    this.graph = new GraphApi(world);
    this.control = control;
    this.sabotage = new Sabotage(vertx);
  }

  void handle(HttpServerRequest request) {
    if (request.path().equals("/twin") || request.path().startsWith("/twin/")) {
      request.body().onSuccess(body -> control(request, body));
      return;
    }
    Optional<FaultOrder> fault = faultFor(request);
    if (fault.filter(order -> order.fault() == Fault.REFUSE_CONNECTION).isPresent()) {
      request.connection().close();
      return;
    }
    request.body().onSuccess(body -> graph(request, body, fault));
  }

  private Optional<FaultOrder> faultFor(HttpServerRequest request) {
    return Call.isSend(request.method().name(), request.path())
        ? world.faults().next()
        : Optional.empty();
  }

  private void control(HttpServerRequest request, Buffer body) {
    control
        .answer(Call.of(request, body))
        .otherwise(e -> Reply.json(500, JsonObject.of("error", String.valueOf(e.getMessage()))))
        .onSuccess(reply -> reply.withNewline().writeTo(request.response()));
  }

  private void graph(HttpServerRequest request, Buffer body, Optional<FaultOrder> fault) {
    world.requests().add(received(request, body));
    Call call = Call.of(request, body);
    if (fault.isPresent()) {
      sabotage.carryOut(fault.get(), request, () -> graph.answer(call));
    } else {
      graph.answer(call).writeTo(request.response());
    }
  }

  private ReceivedRequest received(HttpServerRequest request, Buffer body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    return new ReceivedRequest(
        world.clock().now(),
        request.method().name(),
        request.path(),
        Optional.ofNullable(request.query()).orElse(""),
        headers,
        body);
  }
}
