package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of Wazzup's answer to a message.
 *
 * @param messageId null when it was not taken
 * @param error Wazzup's code, without underscores and in lower case, since both spellings occur;
 *     null without one
 */
public record WazzupReply(@Nullable String messageId, @Nullable String error) {

  private static final String REPEATED = plain("REPEATED_CRM_MESSAGE_ID");

  /** Reads an answer's body; one that is no JSON has neither. */
  public static WazzupReply read(byte[] body) {
    String messageId = null;
    String error = null;
    try (JsonParser parser = StrictJson.lenient(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new WazzupReply(null, null);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        boolean isText = parser.nextToken() == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
        if (isText && name.equals("messageId")) {
          messageId = parser.getText();
        } else if (isText && name.equals("error")) {
          error = plain(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException notJson) {
      return new WazzupReply(null, null);
    }
    return new WazzupReply(messageId, error);
  }

  /** A code in the spelling by which codes are compared. */
  public static String plain(String code) {
    return code.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Whether Wazzup knows the crmMessageId: then an earlier attempt has probably been sent. */
  public boolean isRepeated() {
    return REPEATED.equals(error);
  }
}
