package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The JSON API under {@code /twin}, for curl and for tests in another process. Spans are written
 * {@code 90s, 15m, 25h, 7d}; answers about webhooks carry the gateway's last status as {@code
 * webhook}, 0 if it could not be reached. What is wrong with a call is explained in a 400.
 *
 * <pre>
 * DELETE /twin                             everything back to the start
 * GET    /twin/clock                       now, offset
 * POST   /twin/clock                       advance
 *
 * A customer's name is a phone in any spelling, a BSUID or a parent BSUID. Every body takes
 * phone_number_id (the first number is the default).
 * GET    /twin/customers/{name}            Meta's truth: names, window, free entry point, choice
 * PUT    /twin/customers/{name}            user_id, parent_user_id, hide_phone; tells nobody
 * POST   /twin/customers/{name}/messages   type, text, ago, {type}: its content, standby,
 *                                          referral (true, ad, post), desktop; and as PUT
 * POST   /twin/customers/{name}/preferences  value: stop, resume, signup; and as PUT
 * POST   /twin/customers/{name}/number     to; user_id, parent_user_id after the change
 * POST   /twin/customers/{name}/user-id    user_id, parent_user_id; to: a new number;
 *                                          previous: false leaves out the old ids
 * POST   /twin/customers/{name}/calls      direction (user, business), accepted, ago, duration,
 *                                          bare: a user's call without direction
 * POST   /twin/customers/{name}/echoes     text, ago, first_response
 * POST   /twin/customers/{name}/history    text, ago, phase, chunk_order, progress, file
 *
 * GET    /twin/messages[?to=], /twin/messages/{wamid}   accepted sends and their fate
 * GET    /twin/requests                    Graph calls seen
 * POST   /twin/wabas/{waba}/updates        the value of an account_update, or field and value
 * GET, POST /twin/templates, DELETE /twin/templates/{name}, POST /twin/templates/category
 * POST   /twin/webhooks                    delivers the body as it is, signed
 * GET, PUT /twin/webhooks                  url, duplicate, shuffle, batch, seed
 * POST   /twin/webhooks/verify             Meta's handshake
 * GET, POST, DELETE /twin/faults, POST /twin/outage
 * </pre>
 */
final class ControlApi {
  private final World world;
  private final CustomerControl customers;
  private final TemplateControl templates;
  private final WebhookControl webhooks;
  private final WabaControl wabas;
  private final FaultControl faults;

  ControlApi(World world, FaultControl faults) {
    this.world = world;
    this.customers = new CustomerControl(world);
    this.templates = new TemplateControl(world);
    this.webhooks = new WebhookControl(world);
    this.wabas = new WabaControl(world);
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
      case "wabas" -> wabas.answer(call);
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
        .filter(message -> to == null || isOne(ContactName.of(to), new ContactName(message.to())))
        .forEach(message -> found.add(message.view()));
    return done(Reply.ok(found));
  }

  private boolean isOne(ContactName name, ContactName other) {
    Optional<Person> person = world.people().find(name);
    return name.key().equals(other.key())
        || (person.isPresent() && person.equals(world.people().find(other)));
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
