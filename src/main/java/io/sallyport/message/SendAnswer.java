package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.contact.Contact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs of Meta's answer to a send (platform-facts.md#answer-to-a-send,
 * #error-shape).
 *
 * @param wamid {@code messages[0].id}, on other channels {@code message_id}; or null
 * @param errorCode {@code error.code}, or null
 * @param errorSubcode {@code error.error_subcode}, or null
 * @param recipient the recipient's names: {@code contacts[0].wa_id} and {@code user_id}
 */
public record SendAnswer(
    @Nullable String wamid,
    @Nullable Integer errorCode,
    @Nullable Integer errorSubcode,
    List<Contact> recipient) {

  private static final SendAnswer NEITHER = new SendAnswer(null, null, List.of());

  public SendAnswer(@Nullable String wamid, @Nullable Integer errorCode, List<Contact> recipient) {
    this(wamid, errorCode, null, recipient);
  }

  public SendAnswer {
    recipient = List.copyOf(recipient);
  }

  private static final Set<String> NAMES = Set.of("wa_id", "user_id");

  /** Reads an answer's body; one that is not Meta's JSON has no id and no code. */
  public static SendAnswer read(byte[] body) {
    try (JsonParser parser = StrictJson.lenient(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : NEITHER;
    } catch (IOException e) {
      return NEITHER;
    }
  }

  private static SendAnswer read(JsonParser parser) throws IOException {
    String wamid = null;
    ErrorCodes error = new ErrorCodes(null, null);
    List<Contact> recipient = List.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("messages") && value == JsonToken.START_ARRAY) {
        wamid = firstString(parser, Set.of("id")).stream().findFirst().orElse(null);
      } else if (name.equals("contacts") && value == JsonToken.START_ARRAY) {
        recipient = contacts(firstString(parser, NAMES));
      } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
        error = error(parser);
      } else if (name.equals("message_id") && value == JsonToken.VALUE_STRING && wamid == null) {
        wamid = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return new SendAnswer(wamid, error.code(), error.subcode(), recipient);
  }

  /** The non-empty string values of these members in the array's first object. */
  private static List<String> firstString(JsonParser parser, Set<String> names) throws IOException {
    List<String> found = new ArrayList<>(names.size());
    boolean first = true;
    JsonToken item;
    while ((item = parser.nextToken()) != JsonToken.END_ARRAY && item != null) {
      if (item != JsonToken.START_OBJECT || !first) {
        parser.skipChildren();
        continue;
      }
      first = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = names.contains(parser.currentName());
        if (parser.nextToken() == JsonToken.VALUE_STRING && wanted && parser.getTextLength() > 0) {
          found.add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return found;
  }

  private static List<Contact> contacts(List<String> names) {
    List<Contact> all = new ArrayList<>(names.size());
    for (String name : names) {
      Contact one = Contact.individual(name).orElse(null);
      if (one != null && !all.contains(one)) {
        all.add(one);
      }
    }
    return all;
  }

  private record ErrorCodes(@Nullable Integer code, @Nullable Integer subcode) {}

  private static ErrorCodes error(JsonParser parser) throws IOException {
    Integer code = null;
    Integer subcode = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
        code = parser.getIntValue();
      } else if (name.equals("error_subcode") && value == JsonToken.VALUE_NUMBER_INT) {
        subcode = parser.getIntValue();
      } else {
        parser.skipChildren();
      }
    }
    return new ErrorCodes(code, subcode);
  }
}
