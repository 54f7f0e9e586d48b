package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The JSON API under {@code /twin}, for curl and for tests in another process. */
final class ControlApi {
  private final World world;
  private final CustomerControl customers;
  private final TemplateControl templates;
  private final WebhookControl webhooks;
  private final FaultControl faults;

  ControlApi(World world, FaultControl faults) {
    this.world = world;
    this.customers = new CustomerControl(world);
    this.templates = new TemplateControl(world);
    this.webhooks = new WebhookControl(world);
    this.faults = faults;
  }

  Future<Reply> answer(Call call) {
    try {
      return route(call);
    } catch (IllegalArgumentException | ClassCastException e) {
      return done(Reply.json(400, JsonObject.of("error", String.valueOf(e.getMessage()))));
    }
  }

  static Future<Reply> done(Reply reply) {
    return Future.succeededFuture(reply);
  }

  static Future<Reply> unknown(Call call) {
    return done(Reply.json(404, JsonObject.of("error", "No " + call.method() + " " + call.path())));
  }

  private Future<Reply> route(Call call) {
    return switch (call.segment(1)) {
      case "" -> reset(call);
      case "customers" -> customers.answer(call);
      case "templates" -> templates.answer(call);
      case "webhooks" -> webhooks.answer(call);
      case "faults", "outage" -> faults.answer(call);
      case "messages" -> messages(call);
      case "clock" -> clock(call);
      case "requests" -> requests(call);
      default -> unknown(call);
    };
  }

  private Future<Reply> reset(Call call) {
    if (!call.is("DELETE", 1)) {
      return unknown(call);
    }
    world.reset();
    return done(Reply.ok(JsonObject.of("reset", true)));
  }

  private Future<Reply> messages(Call call) {
    if (call.is("GET", 3)) {
      return world
          .outbox()
          .find(call.segment(2))
          .map(message -> done(Reply.ok(message.view())))
          .orElseGet(() -> unknown(call));
    }
    if (!call.is("GET", 2)) {
      return unknown(call);
    }
    String to = call.query().get("to");
    JsonArray found = new JsonArray();
    world.outbox().all().stream()
        .filter(message -> to == null || ContactName.of(to).value().equals(message.to()))
        .forEach(message -> found.add(message.view()));
    return done(Reply.ok(found));
  }

  private Future<Reply> clock(Call call) {
    if (call.method().equals("POST")) {
      world.clock().advance(Span.parse(call.json().getString("advance", "")));
    }
    String now = world.clock().now().toString();
    String offset = world.clock().offset().toString();
    return done(Reply.ok(JsonObject.of("now", now, "offset", offset)));
  }

  private Future<Reply> requests(Call call) {
    if (!call.is("GET", 2)) {
      return unknown(call);
    }
    JsonArray newest = new JsonArray();
    for (ReceivedRequest request : world.requests().all()) {
      newest.add(
          JsonObject.of(
              "at", request.at().toString(),
              "method", request.method(),
              "path", request.path(),
              "bytes", request.body().length()));
    }
    return done(Reply.ok(JsonObject.of("count", world.requests().count(), "requests", newest)));
  }
}
