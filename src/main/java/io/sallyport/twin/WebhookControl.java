package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * {@code /twin/webhooks}: deliver any payload, change the habits of delivery, verify the address.
 */
final class WebhookControl {
  private final World world;

  WebhookControl(World world) {
    this.world = world;
  }

  Future<Reply> answer(Call call) {
    if (call.is("POST", 2)) {
      return world
          .courier()
          .sendBytes(call.body())
          .map(status -> Reply.ok(JsonObject.of("webhook", status)));
    }
    if (call.is("POST", 3) && call.segment(2).equals("verify")) {
      return verify();
    }
    if (call.is("PUT", 2)) {
      change(call.json());
    }
    return call.is("PUT", 2) || call.is("GET", 2)
        ? ControlApi.done(Reply.ok(view()))
        : ControlApi.unknown(call);
  }

  private Future<Reply> verify() {
    String token = world.options().verifyToken();
    if (token == null || world.courier().url() == null) {
      throw new IllegalArgumentException("The twin has no webhook address or no verify token");
    }
    return world
        .courier()
        .verify(token, UUID.randomUUID().toString())
        .map(verified -> Reply.ok(JsonObject.of("verified", verified)));
  }

  private void change(JsonObject body) {
    DeliveryHabits old = world.courier().habits();
    world
        .courier()
        .habits(
            new DeliveryHabits(
                body.getBoolean("duplicate", old.duplicate()),
                body.getBoolean("shuffle", old.shuffle()),
                body.getInteger("batch", old.batch()),
                body.getLong("seed", old.seed())));
    if (body.containsKey("url")) {
      world.courier().url(body.getString("url"));
    }
  }

  private JsonObject view() {
    DeliveryHabits habits = world.courier().habits();
    return JsonObject.of(
        "url", world.courier().url(),
        "duplicate", habits.duplicate(),
        "shuffle", habits.shuffle(),
        "batch", habits.batch(),
        "seed", habits.seed());
  }
}
