package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.kommo.shape.Shape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** The fields of a template that a caller may write. */
final class TemplateFields {
  private static final Set<String> TYPES = Set.of("amocrm", "waba");
  private static final Set<String> BUTTONS = Set.of("inline", "url");
  private static final Set<String> FILES = Set.of("picture", "file", "document", "video");
  private static final Set<String> HEADERS = Set.of("text", "media");
  private static final Set<String> CATEGORIES = Set.of("UTILITY", "AUTHENTICATION", "MARKETING");
  private static final int HEADER_LENGTH = 60;

  private TemplateFields() {}

  /** All fields, those left out as Kommo fills them. */
  static JsonObject ofNew(Shape shape) {
    shape.text("name");
    shape.text("content");
    JsonObject fields =
        JsonObject.of(
            "is_editable",
            false,
            "type",
            "amocrm",
            "buttons",
            new JsonArray(),
            "attachment",
            null,
            "external_id",
            null,
            "waba_footer",
            null,
            "waba_category",
            null,
            "waba_language",
            null,
            "waba_examples",
            new JsonObject());
    fields.put("waba_header", null).put("waba_header_type", null);
    fields.mergeIn(ofChange(shape));
    boolean isMedia = "media".equals(fields.getString("waba_header_type"));
    if (isMedia && fields.getJsonObject("attachment") == null) {
      throw shape.bad("attachment", "is required for a media header");
    }
    return fields;
  }

  /** Only what is written. */
  static JsonObject ofChange(Shape shape) {
    texts(shape);
    shape.flag("is_editable", false);
    shape.oneOfOrNull("type", TYPES);
    shape.objects("buttons").forEach(TemplateFields::button);
    attachment(shape);
    shape.textOrNull("request_id");
    shape.oneOfOrNull("waba_category", CATEGORIES);
    shape.oneOfOrNull("waba_header_type", HEADERS);
    if (shape.textOr("waba_header", "").length() > HEADER_LENGTH) {
      throw shape.bad("waba_header", "must be up to 60 characters");
    }
    examples(shape);
    shape.integerOrNull("id");
    shape.end();
    JsonObject fields = shape.json().copy();
    fields.remove("id");
    fields.remove("request_id");
    return fields;
  }

  private static void texts(Shape shape) {
    for (String key : new String[] {"name", "content"}) {
      if (shape.has(key)) {
        shape.text(key);
      }
    }
    Set.of("external_id", "waba_footer", "waba_language").forEach(shape::textOrNull);
  }

  private static void button(Shape button) {
    boolean isUrl = button.oneOf("type", BUTTONS).equals("url");
    button.text("text");
    if (isUrl) {
      button.text("url");
    }
    button.end();
  }

  private static void attachment(Shape shape) {
    Shape attachment = shape.objectOrNull("attachment");
    if (attachment != null) {
      attachment.text("id");
      attachment.text("name");
      attachment.oneOf("type", FILES);
      attachment.end();
    }
  }

  private static void examples(Shape shape) {
    Shape examples = shape.objectOrNull("waba_examples");
    if (examples != null) {
      examples.json().fieldNames().forEach(examples::textOrNull);
    }
  }
}
