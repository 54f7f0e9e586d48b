package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What customers do: write, stop and resume marketing. Changes Meta's truth first, then tells the
 * gateway.
 */
final class Customers {
  record Written(String id, Instant at, Future<Integer> webhook) {}

  private final World world;

  Customers(World world) {
    this.world = world;
  }

  Written write(TwinNumber number, ContactName customer, CustomerMessage message) {
    // Meta's timestamps are whole seconds, and the window runs from the timestamp (PF §1.7).
    Instant at = message.at().truncatedTo(ChronoUnit.SECONDS);
    String id = Wamid.next();
    JsonObject view = view(customer, message, id, at);
    if (message.userId() != null) {
      world.relationships().link(customer.value(), message.userId());
    }
    world.relationships().of(number, customer).customerWrote(at, message.fromAd());
    JsonObject value = Envelope.messagingValue(number);
    value.put("contacts", JsonArray.of(contact(customer, true)));
    value.put("messages", JsonArray.of(view));
    return new Written(id, at, deliver(number, "messages", value));
  }

  Future<Integer> preferMarketing(TwinNumber number, ContactName customer, boolean stop) {
    Instant now = world.clock().now();
    world.relationships().of(number, customer).marketingStopped(stop);
    String choice = stop ? "stop" : "resume";
    JsonObject preference = contact(customer, false);
    preference.put("detail", "User requested to " + choice + " marketing messages");
    preference.put("category", "marketing_messages").put("value", choice);
    preference.put("timestamp", now.getEpochSecond());
    JsonObject value = Envelope.messagingValue(number);
    value.put("contacts", JsonArray.of(contact(customer, false)));
    value.put("user_preferences", JsonArray.of(preference));
    return deliver(number, "user_preferences", value);
  }

  private JsonObject view(ContactName customer, CustomerMessage message, String id, Instant at) {
    JsonObject view = new JsonObject();
    if (!customer.isBsuid()) {
      view.put("from", customer.value());
    }
    String userId = customer.isBsuid() ? customer.value() : message.userId();
    if (userId != null) {
      view.put("from_user_id", userId);
    }
    view.put("id", id).put("timestamp", Long.toString(at.getEpochSecond()));
    view.put("type", message.type());
    if (message.fromAd()) {
      view.put("referral", CustomerMessage.referral());
    }
    return view.mergeIn(message.members(world.media()));
  }

  private JsonObject contact(ContactName customer, boolean withProfile) {
    JsonObject contact = new JsonObject();
    if (withProfile) {
      contact.put("profile", JsonObject.of("name", "Twin Customer"));
    }
    if (!customer.isBsuid()) {
      contact.put("wa_id", customer.value());
    }
    world.relationships().userIdOf(customer).ifPresent(id -> contact.put("user_id", id));
    return contact;
  }

  private Future<Integer> deliver(TwinNumber number, String field, JsonObject value) {
    return world.courier().send(Envelope.of(number.wabaId(), field, value));
  }
}
