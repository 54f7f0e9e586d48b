package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Chats.Begun;
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
   */
  static ObjectNode begin(JsonNode message, String chat, String source) {
    ObjectNode payload = timed(message, message.path("id").asText(""), chat);
    if (!source.isEmpty()) {
      payload.putObject("source").put("external_id", source);
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

  static ObjectNode person(String chat, String name, Names contact) {
    ObjectNode person = JSON.objectNode().put("id", chat).put("name", name);
    Contact first = contact.first();
    if (first.isPhone()) {
      person.putObject("profile").put("phone", "+" + first.id());
    }
    return person;
  }

  /** As whom the business writes that does not write in Kommo. */
  static ObjectNode bot(KommoAccount account) {
    ObjectNode sender = JSON.objectNode().put("id", "business").put("name", "WhatsApp");
    return sender.put("ref_id", account.botId());
  }

  /** Names Kommo's chat and its person beside ours, if it has begun the chat. */
  static void link(ObjectNode payload, ObjectNode person, @Nullable Begun begun) {
    if (begun != null) {
      payload.put("conversation_ref_id", begun.chat());
      person.put("ref_id", begun.person());
    }
  }
}
