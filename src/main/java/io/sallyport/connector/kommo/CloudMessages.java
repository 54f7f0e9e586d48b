package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.contact.Contact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a manager wrote as the Cloud API takes it: one message, or two. */
final class CloudMessages {

  static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String recipient;
  private final Prepared prepared;
  private final Message message;

  private CloudMessages(String recipient, Prepared prepared) {
    this.recipient = recipient;
    this.prepared = prepared;
    this.message = prepared.message();
  }

  /**
   * The bodies, in the order in which they go out. The same message gives the same bytes: they are
   * sent with an Idempotency-Key.
   *
   * @param recipient a phone number or a user id
   * @param quoted Meta's id of the message it answers; null without one
   */
  static List<ObjectNode> of(String recipient, Prepared prepared, @Nullable String quoted)
      throws Unsendable {
    List<ObjectNode> all = new CloudMessages(recipient, prepared).parts();
    for (int part = 1; part <= all.size(); part++) {
      String data = new CallbackData(prepared.message().id(), all.size() == 1 ? 0 : part).text();
      all.get(part - 1).put("biz_opaque_callback_data", data);
    }
    if (quoted != null && prepared.template() == null) {
      all.get(0).set("context", JSON.objectNode().put("message_id", quoted));
    }
    return all;
  }

  /** A reaction, or that it is taken back. */
  static ObjectNode reaction(String recipient, String wamid, @Nullable String emoji) {
    ObjectNode content = JSON.objectNode().put("message_id", wamid);
    return envelope(recipient, "reaction", content.put("emoji", emoji == null ? "" : emoji));
  }

  /** That somebody is writing; the message that is answered counts as read. */
  static ObjectNode typing(String wamid) {
    ObjectNode body = JSON.objectNode().put("messaging_product", "whatsapp");
    body.put("status", "read").put("message_id", wamid);
    body.putObject("typing_indicator").put("type", "text");
    return body;
  }

  private List<ObjectNode> parts() throws Unsendable {
    if (prepared.template() != null) {
      return one("template", TemplateMessage.content(prepared, prepared.template()));
    }
    Interactive buttons = Interactive.of(message);
    if (buttons == null) {
      return message.type().equals("text") ? text(message.text()) : media(message.text());
    }
    if (message.type().equals("text")) {
      return one("interactive", buttons.content(null, null));
    }
    MediaKind kind = kind();
    if (kind.isCaptioned() && buttons.takesHeader()) {
      return one("interactive", buttons.content(file(prepared, kind), kind.type()));
    }
    List<ObjectNode> both = new ArrayList<>(media(""));
    both.addAll(one("interactive", buttons.content(null, null)));
    return both;
  }

  private List<ObjectNode> text(String text) throws Unsendable {
    if (text.isBlank()) {
      throw new Unsendable("The message is empty.");
    }
    limit("The text", text, LONGEST_TEXT);
    return one("text", JSON.objectNode().put("body", text));
  }

  /** Voice messages and stickers have no caption: their text is a message of its own. */
  private List<ObjectNode> media(String text) throws Unsendable {
    MediaKind kind = kind();
    ObjectNode content = file(prepared, kind);
    if (kind.isCaptioned() && !text.isBlank()) {
      limit("The text beside a file", text, LONGEST_CAPTION);
      content.put("caption", text);
    }
    List<ObjectNode> all = new ArrayList<>(one(kind.type(), content));
    if (!kind.isCaptioned() && !text.isBlank()) {
      all.addAll(text(text));
    }
    return all;
  }

  private MediaKind kind() throws Unsendable {
    MediaKind kind = MediaKind.of(message.type());
    if (kind == null) {
      String named = message.type().replaceAll("[^0-9A-Za-z_-]", "?");
      throw new Unsendable("A message of the kind \"" + named + "\" cannot be sent to WhatsApp.");
    }
    return kind;
  }

  /** The file, which is at Meta's. */
  static ObjectNode file(Prepared prepared, MediaKind kind) throws Unsendable {
    if (prepared.media().isEmpty()) {
      throw new Unsendable("The file cannot be sent: Kommo gave no address for it.");
    }
    ObjectNode file = JSON.objectNode().put("id", prepared.media());
    if (kind == MediaKind.DOCUMENT && !prepared.message().fileName().isEmpty()) {
      file.put("filename", prepared.message().fileName());
    }
    return file;
  }

  static void limit(String what, String text, int longest) throws Unsendable {
    if (text.codePointCount(0, text.length()) > longest) {
      throw new Unsendable(
          what + " is too long: WhatsApp takes at most " + longest + " characters of it.");
    }
  }

  private List<ObjectNode> one(String type, JsonNode content) {
    return List.of(envelope(recipient, type, content));
  }

  private static ObjectNode envelope(String recipient, String type, JsonNode content) {
    ObjectNode body = JSON.objectNode().put("messaging_product", "whatsapp");
    body.put("recipient_type", "individual");
    body.put(Contact.isUserId(recipient) ? "recipient" : "to", recipient);
    body.put("type", type);
    body.set(type, content);
    return body;
  }
}
