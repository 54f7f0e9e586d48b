package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Chats.Begun;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.connector.kommo.ToKommo.Written;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import org.jspecify.annotations.Nullable;

/** Writes what stands around a message when Kommo is told of it. */
final class Payloads {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Payloads() {}

  /**
   * Of a new message.
   *
   * @param source what Kommo calls the business number; empty when nobody has said yet
   * @param begun names Kommo's chat and its person beside ours; null if it has not begun the chat
   * @param quote the message that is answered; null for none
   */
  static ObjectNode of(
      KommoAccount account,
      Written item,
      String chat,
      String source,
      @Nullable Begun begun,
      @Nullable ObjectNode quote) {
    JsonNode message = item.message();
    ObjectNode payload = timed(message, message.path("id").asText(""), chat);
    if (!source.isEmpty()) {
      payload.putObject("source").put("external_id", source);
    }
    ObjectNode contact = person(chat, item.name(), item.contact());
    if (begun != null) {
      payload.put("conversation_ref_id", begun.chat());
      contact.put("ref_id", begun.person());
    }
    if (item instanceof Inbound inbound) {
      payload.set("sender", contact);
      payload.put("silent", inbound.isOld());
    } else {
      payload.set("sender", bot(account));
      payload.set("receiver", contact);
      payload.put("silent", true);
    }
    if (quote != null) {
      payload.putObject("reply_to").set("message", quote);
    }
    return payload;
  }

  static ObjectNode timed(JsonNode message, String msgid, String chat) {
    long seconds = message.path("timestamp").asLong();
    return JSON.objectNode()
        .put("timestamp", seconds)
        .put("msec_timestamp", seconds * 1000)
        .put("msgid", msgid)
        .put("conversation_id", chat);
  }

  private static ObjectNode person(String chat, String name, Names contact) {
    ObjectNode person = JSON.objectNode().put("id", chat).put("name", name);
    Contact first = contact.first();
    if (first.isPhone()) {
      person.putObject("profile").put("phone", "+" + first.id());
    }
    return person;
  }

  /** As whom the business writes that does not write in Kommo. */
  private static ObjectNode bot(KommoAccount account) {
    ObjectNode sender = JSON.objectNode().put("id", "business").put("name", "WhatsApp");
    return sender.put("ref_id", account.botId());
  }
}
