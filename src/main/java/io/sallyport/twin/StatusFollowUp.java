package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells the gateway, some time after acceptance, what became of a message (PF §3.5). */
final class StatusFollowUp {
  private final World world;

  StatusFollowUp(World world) {
    this.world = world;
  }

  void follow(String wamid, Send send, Fate fate) {
    Instant first = world.clock().now().plus(world.options().statusDelay());
    if (fate instanceof Fate.Failed failed) {
      Failure failure = failed.failure();
      schedule(first, Future.succeededFuture(), () -> fail(wamid, send, failure, first));
    } else if (fate instanceof Fate.Delivered delivered) {
      follow(wamid, send, delivered.pricing(), first);
    }
  }

  private void follow(String wamid, Send send, Pricing pricing, Instant first) {
    Future<Integer> sent =
        schedule(
            first,
            Future.succeededFuture(),
            () -> report(wamid, "sent", status(wamid, send, "sent", first), send, pricing));
    // A reaction gets no status but `sent` (PF §1.3).
    if (!send.type().equals("reaction")) {
      Instant second = first.plus(world.options().statusDelay());
      JsonObject status = status(wamid, send, "delivered", second);
      schedule(second, sent, () -> report(wamid, "delivered", status, send, pricing));
    }
  }

  /**
   * In time, and after the one before was answered: order on the wire must be a choice of the test
   * ({@code shuffle}), not of the scheduler.
   */
  private Future<Integer> schedule(
      Instant due, Future<Integer> before, Supplier<Future<Integer>> report) {
    Promise<Integer> answered = Promise.promise();
    Function<Integer, Future<Integer>> next = status -> report.get();
    world
        .clock()
        .at(
            due,
            () -> {
              Future<Integer> start =
                  world.courier().habits().gathers() ? Future.succeededFuture() : before;
              start.compose(next).onComplete(answered);
            });
    return answered.future();
  }

  private Future<Integer> fail(String wamid, Send send, Failure failure, Instant at) {
    world.outbox().update(wamid, message -> message.failed(failure));
    JsonObject status = status(wamid, send, "failed", at);
    return deliver(send, status.put("errors", JsonArray.of(failure.webhookView())));
  }

  private Future<Integer> report(
      String wamid, String name, JsonObject status, Send send, Pricing pricing) {
    world.outbox().update(wamid, message -> message.withStatus(name));
    pricing
        .conversationView(name.equals("sent"))
        .ifPresent(conversation -> status.put("conversation", conversation));
    return deliver(send, status.put("pricing", pricing.webhookView()));
  }

  private JsonObject status(String wamid, Send send, String name, Instant at) {
    JsonObject status =
        JsonObject.of("id", wamid, "status", name, "timestamp", Long.toString(at.getEpochSecond()));
    if (send.contact().isBsuid()) {
      status.put("recipient_user_id", send.contact().value());
    } else {
      status.put("recipient_id", send.contact().value());
    }
    send.callbackData().ifPresent(data -> status.put("biz_opaque_callback_data", data));
    return status;
  }

  private Future<Integer> deliver(Send send, JsonObject status) {
    JsonObject value = Envelope.messagingValue(send.number());
    value.put("statuses", JsonArray.of(status));
    return world.courier().send(Envelope.of(send.number().wabaId(), "messages", value));
  }
}
