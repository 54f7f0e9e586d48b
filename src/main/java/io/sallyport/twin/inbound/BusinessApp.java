package io.sallyport.twin.inbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.platform.Wamid;
import io.sallyport.twin.webhooks.Envelope;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The WhatsApp Business app on the same number (coexistence, platform-facts.md#coexistence): its
 * messages, and those from before the number used the Cloud API, come as webhooks and open no
 * window.
 */
public final class BusinessApp {
  private final People people;
  private final MediaStore media;
  private final Webhooks webhooks;

  BusinessApp(People people, MediaStore media, Webhooks webhooks) {
    this.people = people;
    this.media = media;
    this.webhooks = webhooks;
  }

  /**
   * Somebody of the business writes to the customer in the app.
   *
   * @param firstResponse whether Meta takes it for the answer to an ad message, which its documents
   *     leave open (platform-facts.md#coexistence)
   */
  public Future<Integer> echo(
      TwinNumber number, ContactName customer, String text, Instant at, boolean firstResponse) {
    Person person = people.of(customer);
    Names names = person.names().shown();
    if (firstResponse) {
      person.with(number).businessAnswered(at);
    }
    JsonObject echo = JsonObject.of("from", number.displayPhone()).mergeIn(names.as("to"));
    JsonObject value = Envelope.messagingValue(number);
    if (names.userId() != null) {
      value.put("contacts", names.contacts());
    }
    value.put("message_echoes", JsonArray.of(text(echo, text, at)));
    return webhooks.aboutCustomer(person, number, "smb_message_echoes", value);
  }

  /** One message of the customer and its answer, from before the number used the Cloud API. */
  public Future<Integer> history(
      TwinNumber number, ContactName customer, String text, Instant at, JsonObject progress) {
    Person person = people.of(customer);
    Names names = person.names().shown();
    JsonObject wrote = text(names.as("from").put("to", number.displayPhone()), text, at);
    JsonObject answer = JsonObject.of("from", number.displayPhone()).mergeIn(names.as("to"));
    text(answer, "Re: " + text, at.plusSeconds(1));
    JsonArray messages = new JsonArray();
    for (JsonObject message : new JsonObject[] {wrote, answer}) {
      messages.add(message.put("history_context", JsonObject.of("status", "READ")));
    }
    JsonObject thread = JsonObject.of("id", names.first(), "context", names.ids());
    JsonArray threads = JsonArray.of(thread.put("messages", messages));
    JsonObject chunk = JsonObject.of("metadata", progress, "threads", threads);
    JsonObject value = Envelope.messagingValue(number).put("history", JsonArray.of(chunk));
    return webhooks.aboutCustomer(person, number, "history", value);
  }

  /** A file of the history comes in a webhook of its own and looks like a customer's message. */
  public Future<Integer> historyFile(
      TwinNumber number, ContactName customer, String text, Instant at) {
    Person person = people.of(customer);
    CustomerMessage image = CustomerMessage.text(text, at).ofType("image");
    JsonObject message = person.names().shown().as("from").put("id", Wamid.next());
    message.put("timestamp", Long.toString(at.getEpochSecond())).put("type", "image");
    message.mergeIn(image.members(media));
    JsonObject value = Envelope.messagingValue(number).put("messages", JsonArray.of(message));
    return webhooks.aboutCustomer(person, number, "history", value);
  }

  private static JsonObject text(JsonObject message, String text, Instant at) {
    message.put("id", Wamid.next()).put("timestamp", Long.toString(at.getEpochSecond()));
    return message.put("type", "text").put("text", JsonObject.of("body", text));
  }
}
