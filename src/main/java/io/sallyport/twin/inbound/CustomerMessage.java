package io.sallyport.twin.inbound;

import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.Wamid;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes.
 *
 * @param type Meta's name of the message type, or {@link #SHARED_CONTACT}; not {@code system},
 *     which no customer writes (platform-facts.md#what-opens-a-window)
 * @param text the words of a text, title of a button, caption of an image
 * @param at when the customer wrote it
 * @param standby whether somebody else owns the conversation, so that the webhook is a copy under
 *     the field {@code standby} (platform-facts.md#standby)
 * @param content the type's object, instead of a plausible one
 */
public record CustomerMessage(
    String type,
    String text,
    Instant at,
    Referral referral,
    boolean standby,
    @Nullable Object content) {

  /**
   * A contact card the business asked for: of type {@code contacts}, and without a sender
   * (platform-facts.md#contact-requests).
   */
  public static final String SHARED_CONTACT = "shared_contact";

  /**
   * Types that change or withdraw a message and are no message themselves
   * (platform-facts.md#changed-and-withdrawn-messages).
   */
  private static final Set<String> CHANGES = Set.of("edit", "revoke");

  public static CustomerMessage text(String text, Instant at) {
    return new CustomerMessage("text", text, at, Referral.NONE, false, null);
  }

  public CustomerMessage ofType(String to) {
    return new CustomerMessage(to, text, at, referral, standby, content);
  }

  public CustomerMessage from(Referral to) {
    return new CustomerMessage(type, text, at, to, standby, content);
  }

  public CustomerMessage onStandby() {
    return new CustomerMessage(type, text, at, referral, true, content);
  }

  /** Whether it is a message, and not a change of one. */
  boolean isWriting() {
    return !CHANGES.contains(type);
  }

  boolean isSharedContact() {
    return type.equals(SHARED_CONTACT);
  }

  /** As the webhook calls it. */
  String webhookType() {
    return isSharedContact() ? "contacts" : type;
  }

  /** The type's members of the webhook's message object (platform-facts.md#inbound-messages). */
  JsonObject members(MediaStore media) {
    if (content != null) {
      return JsonObject.of(webhookType(), content);
    }
    return switch (type) {
      case "text" -> JsonObject.of(type, JsonObject.of("body", text));
      case "image" -> JsonObject.of(type, file(media, "image/jpeg").put("caption", text));
      case "video" -> JsonObject.of(type, file(media, "video/mp4"));
      case "audio" -> JsonObject.of(type, file(media, "audio/ogg; codecs=opus").put("voice", true));
      case "document" ->
          JsonObject.of(type, file(media, "application/pdf").put("filename", "order.pdf"));
      case "sticker" -> JsonObject.of(type, file(media, "image/webp").put("animated", false));
      case "location" ->
          JsonObject.of(type, JsonObject.of("latitude", 37.44, "longitude", -122.16));
      case "contacts" -> JsonObject.of(type, JsonArray.of(card()));
      case SHARED_CONTACT ->
          JsonObject.of(
              webhookType(), JsonArray.of(card().put("origin", "contact_request/" + Wamid.next())));
      case "edit" ->
          JsonObject.of(
              type,
              original()
                  .put(
                      "message",
                      JsonObject.of("type", "text", "text", JsonObject.of("body", text))));
      case "revoke" -> JsonObject.of(type, original());
      case "reaction" ->
          JsonObject.of(type, JsonObject.of("message_id", Wamid.next(), "emoji", "\uD83D\uDC4D"));
      case "button" -> JsonObject.of(type, JsonObject.of("payload", text, "text", text));
      case "interactive" -> JsonObject.of(type, buttonReply());
      case "order" -> JsonObject.of(type, order());
      case "unsupported" -> unsupported();
      default -> throw new IllegalArgumentException("No customer message type: " + type);
    };
  }

  private static JsonObject file(MediaStore media, String mimeType) {
    MediaStore.Media file = media.add(mimeType, Buffer.buffer("twin media"));
    return JsonObject.of("mime_type", mimeType, "sha256", file.sha256(), "id", file.id());
  }

  private static JsonObject original() {
    return JsonObject.of("original_message_id", Wamid.next());
  }

  private static JsonObject card() {
    return JsonObject.of(
        "name", JsonObject.of("formatted_name", "Twin Friend", "first_name", "Twin"),
        "phones", JsonArray.of(JsonObject.of("phone", "+16505550100", "type", "CELL")));
  }

  private JsonObject buttonReply() {
    JsonObject reply = JsonObject.of("id", "twin-button", "title", text);
    return JsonObject.of("type", "button_reply", "button_reply", reply);
  }

  private static JsonObject order() {
    JsonObject item =
        JsonObject.of(
            "product_retailer_id", "tulip-1", "quantity", 1, "item_price", 9.5, "currency", "USD");
    return JsonObject.of("catalog_id", "194836987003800", "product_items", JsonArray.of(item));
  }

  private static JsonObject unsupported() {
    String title = "Message type unknown";
    JsonObject details = JsonObject.of("details", "Message type is currently not supported.");
    JsonObject error =
        JsonObject.of("code", 131051, "title", title, "message", title, "error_data", details);
    return JsonObject.of(
        "errors", JsonArray.of(error), "unsupported", JsonObject.of("type", "unknown"));
  }
}
