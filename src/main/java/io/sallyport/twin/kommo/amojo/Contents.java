package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.kommo.shape.Shape;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** {@code payload.message}: the types and what each needs (connector-facts A6). */
final class Contents {
  private static final Set<String> TYPES =
      Set.of(
          "text",
          "contact",
          "file",
          "video",
          "picture",
          "voice",
          "audio",
          "sticker",
          "location",
          "comment");
  private static final Set<String> WITH_MEDIA =
      Set.of("file", "video", "picture", "voice", "audio");
  private static final Set<String> NAMED = Set.of("file", "video", "picture");

  private Contents() {}

  /**
   * Checks a message.
   *
   * @param isEdit a medium that does not change may be left out
   */
  static void check(Shape message, boolean isEdit) {
    String type = message.oneOf("type", TYPES);
    String text = message.textOr("text", "");
    if (type.equals("text") && text.isEmpty()) {
      throw message.bad("text", "is required");
    }
    media(message, type, isEdit);
    message.textOrNull("callback_data");
    location(message, type);
    contact(message, type);
    post(message, type);
    sharedPost(message);
    message.end();
  }

  private static void media(Shape message, String type, boolean isEdit) {
    boolean isSticker = type.equals("sticker") && message.textOr("sticker_id", "").isEmpty();
    boolean isNeeded = !isEdit && (WITH_MEDIA.contains(type) || isSticker);
    String media = isNeeded ? message.text("media") : message.textOr("media", "");
    if (!media.isEmpty() && !isWebAddress(media)) {
      throw message.bad("media", "must be a web address");
    }
    boolean isNamed = NAMED.contains(type) && (isNeeded || !media.isEmpty());
    if (isNamed) {
      message.text("file_name");
    }
    message.textOrNull("file_name");
    Long size = isNamed ? (Long) message.integer("file_size") : message.integerOrNull("file_size");
    if (size != null && size < 0) {
      throw message.bad("file_size", "must not be negative");
    }
    message.integerOrNull("media_duration");
  }

  private static void location(Shape message, String type) {
    Shape location =
        type.equals("location") ? message.object("location") : message.objectOrNull("location");
    if (location != null) {
      location.number("lon");
      location.number("lat");
      location.end();
    }
  }

  private static void contact(Shape message, String type) {
    Shape contact =
        type.equals("contact") ? message.object("contact") : message.objectOrNull("contact");
    if (contact != null) {
      contact.text("name");
      contact.text("phone");
      contact.end();
    }
  }

  private static void post(Shape message, String type) {
    Shape post = type.equals("comment") ? message.object("post") : message.objectOrNull("post");
    if (post != null) {
      post.text("id");
      post.text("url");
      Set.of("preview_url", "preview_permalink", "username", "caption").forEach(post::textOrNull);
      post.end();
    }
  }

  private static void sharedPost(Shape message) {
    Shape post = message.objectOrNull("shared_post");
    if (post != null) {
      post.text("url");
      post.oneOf("type", Set.of("post"));
      Set.of("preview_link", "preview_permalink", "site_name").forEach(post::textOrNull);
      post.end();
    }
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return ("https".equals(scheme) || "http".equals(scheme)) && uri.getHost() != null;
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }
}
