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
    // Meta's timestamps are whole seconds, and the window runs from the timestamp
    // (platform-facts.md#customer-service-window).
    Instant at = message.at().truncatedTo(ChronoUnit.SECONDS);
    JsonObject content = message.members(world.media());
    Person person = world.people().acting(customer);
    Names names = person.names().shown();
    if (message.isWriting()) {
      person.with(number).customerWrote(at, message.referral().opensFreeEntryPoint());
    }
    String id = Wamid.next();
    JsonObject view = message.isSharedContact() ? new JsonObject() : names.as("from");
    view.put("id", id).put("timestamp", Long.toString(at.getEpochSecond()));
    view.put("type", message.webhookType());
    if (message.referral() != Referral.NONE) {
      view.put("referral", message.referral().view());
    }
    JsonArray messages = JsonArray.of(view.mergeIn(content));
    JsonObject value = Envelope.messagingValue(number).put("contacts", contacts(names));
    String field = message.standby() ? "standby" : "messages";
    Object copy = message.standby() ? JsonObject.of("messages", messages) : messages;
    return new Written(id, at, world.tell(person, number, field, value.put(field, copy)));
  }

  /**
   * A choice about marketing.
   *
   * @param choice {@code stop}, {@code resume}, or {@code signup}
   *     (platform-facts.md#account-webhooks, #in-app-signup)
   */
  Future<Integer> preferMarketing(TwinNumber number, ContactName customer, String choice) {
    Instant now = world.clock().now();
    Person person = world.people().acting(customer);
    JsonObject ids = person.names().shown().ids();
    person.with(number).marketingStopped(choice.equals("stop"), now);
    JsonObject preference = ids.copy();
    preference.put("detail", "User requested to " + choice + " marketing messages");
    if (choice.equals("signup")) {
      preference.put("signup_id", Wamid.next());
    }
    preference.put("category", "marketing_messages").put("value", choice);
    // An integer here, a string in messages (platform-facts.md#timestamps).
    preference.put("timestamp", now.getEpochSecond());
    JsonObject value = Envelope.messagingValue(number);
    value.put("contacts", JsonArray.of(ids));
    value.put("user_preferences", JsonArray.of(preference));
    return world.tell(person, number, "user_preferences", value);
  }

  CustomerTruth truth(TwinNumber number, ContactName customer) {
    return world
        .people()
        .find(customer)
        .map(person -> person.with(number).truth(person.names(), world.clock().now()))
        .orElseGet(() -> new Relationship().truth(Names.of(customer), world.clock().now()));
  }

  static JsonArray contacts(Names names) {
    return JsonArray.of(names.contact());
  }
}
