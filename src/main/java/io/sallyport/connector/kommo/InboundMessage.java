package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes what a contact wrote as Kommo's {@code message}: one, or one for each card. */
final class InboundMessage {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Under a taken-back message. */
  static final String TAKEN_BACK = "The contact has taken this message back.";

  /** The same of one of the business. */
  static final String TAKEN_BACK_HERE = "This message was taken back on the phone.";

  private final JsonNode message;
  private final Function<JsonNode, String> mediaLink;

  /**
   * A message of Meta's.
   *
   * @param mediaLink an address for a media object, from which Kommo gets the file
   */
  InboundMessage(JsonNode message, Function<JsonNode, String> mediaLink) {
    this.message = message;
    this.mediaLink = mediaLink;
  }

  /** At least one. */
  List<ObjectNode> written() {
    String type = message.path("type").asText("");
    JsonNode content = message.path(type);
    return switch (type) {
      case "text" -> one(text(content.path("body").asText("")));
      case "image" -> media("picture", content, MediaKind.IMAGE);
      case "video" -> media("video", content, MediaKind.VIDEO);
      case "document" -> media("file", content, MediaKind.DOCUMENT);
      case "sticker" -> media("sticker", content, MediaKind.STICKER);
      case "audio" ->
          media(content.path("voice").asBoolean() ? "voice" : "audio", content, MediaKind.AUDIO);
      case "location" -> one(location(content));
      case "contacts" -> cards(content);
      case "button" ->
          one(text(content.path("text").asText("")).put("callback_data", payload(content)));
      case "interactive" -> one(answer(content));
      case "template" -> one(text("[template " + content.path("name").asText("") + "]"));
      case "media_placeholder" -> one(text("[file]"));
      default -> one(text("[" + (type.isEmpty() ? "unknown" : type) + "]"));
    };
  }

  private static String payload(JsonNode button) {
    return button.path("payload").asText(button.path("text").asText(""));
  }

  private static List<ObjectNode> one(ObjectNode message) {
    return List.of(message);
  }

  /** Kommo takes no empty text. */
  static ObjectNode text(String text) {
    return JSON.objectNode().put("type", "text").put("text", text.isEmpty() ? "[]" : text);
  }

  private List<ObjectNode> media(String type, JsonNode media, MediaKind kind) {
    ObjectNode message = JSON.objectNode().put("type", type);
    message.put("text", media.path("caption").asText(""));
    message.put("media", mediaLink.apply(media));
    String name = media.path("filename").asText("");
    message.put("file_name", name.isEmpty() ? kind.fileName() : name);
    return one(message);
  }

  /** Meta's id of the file; empty without one. */
  String mediaId() {
    return message.path(message.path("type").asText("")).path("id").asText("");
  }

  private static ObjectNode location(JsonNode place) {
    String name = place.path("name").asText("");
    String address = place.path("address").asText("");
    String text = name.isEmpty() || address.isEmpty() ? name + address : name + ", " + address;
    ObjectNode message = JSON.objectNode().put("type", "location").put("text", text);
    message
        .putObject("location")
        .put("lon", place.path("longitude").asDouble())
        .put("lat", place.path("latitude").asDouble());
    return message;
  }

  /** Kommo takes no card without a phone number. */
  private static List<ObjectNode> cards(JsonNode cards) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode card : cards) {
      String phone = card.path("phones").path(0).path("phone").asText("");
      String given = card.path("name").path("formatted_name").asText("");
      String name = given.isEmpty() ? phone : given;
      if (phone.isEmpty()) {
        all.add(text("[contact] " + name));
      } else {
        ObjectNode message = JSON.objectNode().put("type", "contact").put("text", "");
        message.putObject("contact").put("name", name).put("phone", phone);
        all.add(message);
      }
    }
    return all.isEmpty() ? one(text("[contacts]")) : all;
  }

  private static ObjectNode answer(JsonNode interactive) {
    String type = interactive.path("type").asText("");
    JsonNode reply = interactive.path(type);
    String title = reply.path("title").asText("");
    String body = interactive.path("body").path("text").asText("");
    String kind = "[" + (type.isEmpty() ? "interactive" : type) + "]";
    return title.isEmpty()
        ? text(body.isEmpty() ? kind : body)
        : text(title).put("callback_data", reply.path("id").asText(title));
  }
}
