package io.sallyport.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a template message of a text message: the text is the template's one body variable. */
public final class TextAsTemplate {

  /** Longest variable, code points (platform-facts.md#template-parameter-errors). */
  public static final int LONGEST = 1_024;

  /** What says to whom, in answer to what, and what statuses bring back. */
  private static final Set<String> CARRIED =
      Set.of(
          "messaging_product",
          "recipient_type",
          "to",
          "recipient",
          "context",
          "biz_opaque_callback_data");

  /** Meta takes neither line breaks nor runs of spaces in a variable. */
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final JsonFactory JSON = new JsonFactory();

  private @Nullable String type;
  private @Nullable String text;
  private boolean group;

  private TextAsTemplate() {}

  /**
   * The body of the template message.
   *
   * @param body of a valid send, JSON
   * @param variable its {@code parameter_name}; null when it is positional
   * @return null when the send is no text, is to a group, or its text is empty or longer than
   *     {@link #LONGEST}
   */
  public static byte @Nullable [] of(
      byte[] body, String name, String language, @Nullable String variable) {
    ByteArrayOutputStream made = new ByteArrayOutputStream(body.length + 256);
    TextAsTemplate reader = new TextAsTemplate();
    try (JsonParser from = StrictJson.strict(body);
        JsonGenerator to = JSON.createGenerator(made)) {
      to.writeStartObject();
      reader.read(from, to);
      String value = reader.value();
      if (value == null) {
        return null;
      }
      writeTemplate(to, name, language, variable, value);
      to.writeEndObject();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a body that was understood", e);
    }
    return made.toByteArray();
  }

  private void read(JsonParser from, JsonGenerator to) throws IOException {
    from.nextToken();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String member = from.currentName();
      JsonToken value = from.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        // Null means absent, as for MessageReader.
        continue;
      }
      group |= member.equals("recipient_type") && "group".equalsIgnoreCase(from.getText());
      if (CARRIED.contains(member)) {
        to.writeFieldName(member);
        to.copyCurrentStructure(from);
      } else if (member.equals("type")) {
        type = from.getText();
      } else if (member.equals("text") && value == JsonToken.START_OBJECT) {
        readText(from);
      } else {
        from.skipChildren();
      }
    }
  }

  private void readText(JsonParser from) throws IOException {
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      boolean isBody = from.currentName().equals("body");
      if (from.nextToken() == JsonToken.VALUE_STRING && isBody) {
        text = from.getText();
      } else {
        from.skipChildren();
      }
    }
  }

  private @Nullable String value() {
    boolean isText = type == null || type.strip().equalsIgnoreCase("text");
    if (!isText || group || text == null) {
      return null;
    }
    String value = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    boolean fits = !value.isEmpty() && value.codePointCount(0, value.length()) <= LONGEST;
    return fits ? value : null;
  }

  private static void writeTemplate(
      JsonGenerator to, String name, String language, @Nullable String variable, String value)
      throws IOException {
    to.writeStringField("type", "template");
    to.writeObjectFieldStart("template");
    to.writeStringField("name", name);
    to.writeObjectFieldStart("language");
    to.writeStringField("code", language);
    to.writeEndObject();
    to.writeArrayFieldStart("components");
    to.writeStartObject();
    to.writeStringField("type", "body");
    to.writeArrayFieldStart("parameters");
    to.writeStartObject();
    to.writeStringField("type", "text");
    if (variable != null) {
      to.writeStringField("parameter_name", variable);
    }
    to.writeStringField("text", value);
    to.writeEndObject();
    to.writeEndArray();
    to.writeEndObject();
    to.writeEndArray();
    to.writeEndObject();
  }
}
