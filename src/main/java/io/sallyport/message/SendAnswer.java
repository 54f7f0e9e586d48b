package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs of Meta's answer to a send (PF §1.5, §4.1).
 *
 * @param wamid {@code messages[0].id}, or null
 * @param errorCode {@code error.code}, or null
 */
public record SendAnswer(@Nullable String wamid, @Nullable Integer errorCode) {

  private static final SendAnswer NEITHER = new SendAnswer(null, null);

  /** Reads an answer's body; one that is not Meta's JSON has neither. */
  public static SendAnswer read(byte[] body) {
    try (JsonParser parser = StrictJson.lenient(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : NEITHER;
    } catch (IOException e) {
      return NEITHER;
    }
  }

  private static SendAnswer read(JsonParser parser) throws IOException {
    String wamid = null;
    Integer code = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("messages") && value == JsonToken.START_ARRAY) {
        wamid = firstId(parser);
      } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
        code = code(parser);
      } else {
        parser.skipChildren();
      }
    }
    return new SendAnswer(wamid, code);
  }

  private static @Nullable String firstId(JsonParser parser) throws IOException {
    String id = null;
    JsonToken item;
    while ((item = parser.nextToken()) != JsonToken.END_ARRAY && item != null) {
      if (item != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (id == null && name.equals("id") && value == JsonToken.VALUE_STRING) {
          id = parser.getTextLength() == 0 ? null : parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    }
    return id;
  }

  private static @Nullable Integer code(JsonParser parser) throws IOException {
    Integer code = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
        code = parser.getIntValue();
      } else {
        parser.skipChildren();
      }
    }
    return code;
  }
}
