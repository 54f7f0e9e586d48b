package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Tells the gateway, some time after acceptance, what became of a message
 * (platform-facts.md#statuses).
 */
final class StatusFollowUp {
  private final World world;

  StatusFollowUp(World world) {
    this.world = world;
  }

  void follow(Accepted accepted) {
    Instant first = world.clock().now().plus(world.options().statusDelay());
    if (accepted.fate() instanceof Fate.Failed failed) {
      world.clock().at(first, () -> fail(accepted, failed.failure(), first));
    } else if (accepted.fate() instanceof Fate.Delivered delivered) {
      world.clock().at(first, () -> report(accepted, "sent", delivered.pricing(), first));
      follow(accepted, delivered.pricing(), first.plus(world.options().statusDelay()));
    }
  }

  private void follow(Accepted accepted, Pricing pricing, Instant second) {
    // A reaction gets no status but `sent` (platform-facts.md#reactions).
    if (!accepted.send().type().equals("reaction")) {
      world.clock().at(second, () -> report(accepted, "delivered", pricing, second));
    }
  }

  private void fail(Accepted accepted, Failure failure, Instant at) {
    JsonObject status = status(accepted, "failed", at);
    status.put("errors", JsonArray.of(failure.webhookView()));
    tell(accepted, Envelope.messagingValue(accepted.send().number()), status);
  }

  private void report(Accepted accepted, String name, Pricing pricing, Instant at) {
    JsonObject status = status(accepted, name, at);
    pricing
        .conversationView(name.equals("sent"))
        .ifPresent(conversation -> status.put("conversation", conversation));
    JsonObject value = Envelope.messagingValue(accepted.send().number());
    value.put("contacts", Customers.contacts(accepted.recipient().names()));
    tell(accepted, value, status.put("pricing", pricing.webhookView()));
  }

  private JsonObject status(Accepted accepted, String name, Instant at) {
    world.outbox().update(accepted.wamid(), message -> message.withStatus(name));
    JsonObject status = JsonObject.of("id", accepted.wamid(), "status", name);
    status.put("timestamp", Long.toString(at.getEpochSecond()));
    status.mergeIn(accepted.recipient().members(name.equals("failed")));
    accepted.send().callbackData().ifPresent(data -> status.put("biz_opaque_callback_data", data));
    return status;
  }

  private void tell(Accepted accepted, JsonObject value, JsonObject status) {
    value.put("statuses", JsonArray.of(status));
    world.tell(accepted.person(), accepted.send().number(), "messages", value);
  }
}
