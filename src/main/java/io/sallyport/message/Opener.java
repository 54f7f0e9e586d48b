package io.sallyport.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a template message, without values, to the recipient of another message. */
public final class Opener {

  private static final Set<String> CARRIED =
      Set.of("messaging_product", "recipient_type", "to", "recipient");

  private static final JsonFactory JSON = new JsonFactory();

  private Opener() {}

  /**
   * The body of the template message.
   *
   * @param body of a valid send, JSON
   * @return null when that goes to a group
   */
  public static byte @Nullable [] of(byte[] body, String name, String language) {
    ByteArrayOutputStream made = new ByteArrayOutputStream(256);
    try (JsonParser from = StrictJson.strict(body);
        JsonGenerator to = JSON.createGenerator(made)) {
      to.writeStartObject();
      if (carry(from, to)) {
        return null;
      }
      to.writeStringField("type", "template");
      to.writeObjectFieldStart("template");
      to.writeStringField("name", name);
      to.writeObjectFieldStart("language");
      to.writeStringField("code", language);
      to.writeEndObject();
      to.writeEndObject();
      to.writeEndObject();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a body that was understood", e);
    }
    return made.toByteArray();
  }

  /** Copies to whom it goes; answers whether that is a group. */
  private static boolean carry(JsonParser from, JsonGenerator to) throws IOException {
    boolean isGroup = false;
    from.nextToken();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String member = from.currentName();
      from.nextToken();
      isGroup |= member.equals("recipient_type") && "group".equalsIgnoreCase(from.getText());
      if (CARRIED.contains(member)) {
        to.writeFieldName(member);
        to.copyCurrentStructure(from);
      } else {
        from.skipChildren();
      }
    }
    return isGroup;
  }
}
