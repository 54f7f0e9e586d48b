package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** {@code POST /twin/customers/{phone}/messages} and {@code .../preferences}. */
final class CustomerControl {
  private final World world;
  private final Customers customers;

  CustomerControl(World world) {
    this.world = world;
    this.customers = new Customers(world);
  }

  Future<Reply> answer(Call call) {
    if (!call.is("POST", 4)) {
      return ControlApi.unknown(call);
    }
    JsonObject body = call.json();
    ContactName customer = ContactName.of(call.segment(2));
    return switch (call.segment(3)) {
      case "messages" -> write(customer, body);
      case "preferences" -> prefer(customer, body);
      default -> ControlApi.unknown(call);
    };
  }

  private Future<Reply> write(ContactName customer, JsonObject body) {
    Instant at = world.clock().now().minus(Span.parse(body.getString("ago", "0s")));
    String type = body.getString("type", "text");
    Object content = body.getValue(type) instanceof String ? null : body.getValue(type);
    CustomerMessage message =
        new CustomerMessage(
            type,
            body.getString("text", "Hi"),
            at,
            body.getBoolean("referral", false),
            body.getString("user_id"),
            content);
    Customers.Written written = customers.write(number(body), customer, message);
    String timestamp = Long.toString(written.at().getEpochSecond());
    return written
        .webhook()
        .map(
            status ->
                Reply.ok(
                    JsonObject.of("id", written.id(), "timestamp", timestamp, "webhook", status)));
  }

  private Future<Reply> prefer(ContactName customer, JsonObject body) {
    String value = body.getString("value", "");
    if (!value.equals("stop") && !value.equals("resume")) {
      throw new IllegalArgumentException("value must be stop or resume");
    }
    return customers
        .preferMarketing(number(body), customer, value.equals("stop"))
        .map(status -> Reply.ok(JsonObject.of("value", value, "webhook", status)));
  }

  private TwinNumber number(JsonObject body) {
    String pnid = body.getString("phone_number_id", world.options().firstNumber().pnid());
    return world
        .number(pnid)
        .orElseThrow(() -> new IllegalArgumentException("No phone_number_id " + pnid));
  }
}
