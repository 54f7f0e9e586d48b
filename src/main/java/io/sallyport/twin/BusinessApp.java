package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The WhatsApp Business app on the same number (coexistence, platform-facts.md#coexistence): what
 * is typed there and what was written before is told, and opens no window.
 */
final class BusinessApp {
  private final World world;

  BusinessApp(World world) {
    this.world = world;
  }

  /**
   * @param firstResponse whether Meta takes it for the answer to an ad message, which its documents
   *     leave open (platform-facts.md#coexistence)
   */
  Future<Integer> echo(
      TwinNumber number, ContactName customer, String text, Instant at, boolean firstResponse) {
    Person person = world.people().of(customer);
    Names names = person.names().shown();
    if (firstResponse) {
      person.with(number).businessAnswered(at);
    }
    JsonObject echo = JsonObject.of("from", number.displayPhone()).mergeIn(names.as("to"));
    JsonObject value = Envelope.messagingValue(number);
    if (names.userId() != null) {
      value.put("contacts", Customers.contacts(names));
    }
    value.put("message_echoes", JsonArray.of(text(echo, text, at)));
    return world.tell(person, number, "smb_message_echoes", value);
  }

  /** One message of the customer and its answer, both long before the gateway came. */
  Future<Integer> history(
      TwinNumber number, ContactName customer, String text, Instant at, JsonObject progress) {
    Person person = world.people().of(customer);
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
    return world.tell(person, number, "history", value);
  }

  /** Files of the history come apart from it, and look like a customer's message. */
  Future<Integer> historyFile(TwinNumber number, ContactName customer, String text, Instant at) {
    Person person = world.people().of(customer);
    CustomerMessage image = CustomerMessage.text(text, at).ofType("image");
    JsonObject message = person.names().shown().as("from").put("id", Wamid.next());
    message.put("timestamp", Long.toString(at.getEpochSecond())).put("type", "image");
    message.mergeIn(image.members(world.media()));
    JsonObject value = Envelope.messagingValue(number).put("messages", JsonArray.of(message));
    return world.tell(person, number, "history", value);
  }

  private static JsonObject text(JsonObject message, String text, Instant at) {
    message.put("id", Wamid.next()).put("timestamp", Long.toString(at.getEpochSecond()));
    return message.put("type", "text").put("text", JsonObject.of("body", text));
  }
}
