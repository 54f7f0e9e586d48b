package io.sallyport.twin.inbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.CustomerTruth;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.sallyport.twin.people.Relationship;
import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.platform.Wamid;
import io.sallyport.twin.webhooks.Envelope;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What customers do: write, stop and resume marketing. Changes what Meta knows first, then tells
 * the gateway.
 */
public final class Customers {
  public record Written(String id, Instant at, Future<Integer> webhook) {}

  private final TwinClock clock;
  private final People people;
  private final MediaStore media;
  private final Webhooks webhooks;

  Customers(TwinClock clock, People people, MediaStore media, Webhooks webhooks) {
    this.clock = clock;
    this.people = people;
    this.media = media;
    this.webhooks = webhooks;
  }

  public Written write(TwinNumber number, ContactName customer, CustomerMessage message) {
    // Meta's timestamps are whole seconds, and the window runs from the timestamp
    // (platform-facts.md#customer-service-window).
    Instant at = message.at().truncatedTo(ChronoUnit.SECONDS);
    JsonObject content = message.members(media);
    Person person = people.acting(customer);
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
    JsonObject value = Envelope.messagingValue(number).put("contacts", names.contacts());
    String field = message.standby() ? "standby" : "messages";
    Object copy = message.standby() ? JsonObject.of("messages", messages) : messages;
    return new Written(
        id, at, webhooks.aboutCustomer(person, number, field, value.put(field, copy)));
  }

  /**
   * A choice about marketing.
   *
   * @param choice {@code stop}, {@code resume}, or {@code signup}
   *     (platform-facts.md#account-webhooks, #in-app-signup)
   */
  public Future<Integer> preferMarketing(TwinNumber number, ContactName customer, String choice) {
    Instant now = clock.now();
    Person person = people.acting(customer);
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
    return webhooks.aboutCustomer(person, number, "user_preferences", value);
  }

  public CustomerTruth truth(TwinNumber number, ContactName customer) {
    return people
        .find(customer)
        .map(person -> person.with(number).truth(person.names(), clock.now()))
        .orElseGet(() -> new Relationship().truth(Names.of(customer), clock.now()));
  }
}
