package io.sallyport.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.rule.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was just made, here or by another replica.
 *
 * @param number phone number id; null when it is not configured
 * @param client null when it is not known
 * @param reason as {@code Sallyport-Reason} has it
 * @param contact the recipient's name
 * @param json as {@link DecisionRecord#json}
 */
record LiveDecision(
    @Nullable String number,
    @Nullable String client,
    @Nullable String reason,
    @Nullable String contact,
    String json) {

  private static final JsonFactory JSON = new JsonFactory();

  static LiveDecision of(DecisionRecord one) {
    Reason reason = one.decision().reason();
    return new LiveDecision(
        one.number(),
        one.client().isEmpty() ? null : one.client(),
        reason == null ? null : reason.wire(),
        one.recipient(),
        one.json());
  }

  /** Another replica's; null when it is not one. */
  static @Nullable LiveDecision read(String json) {
    String number = null;
    String client = null;
    String reason = null;
    String contact = null;
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        String value = parser.nextTextValue();
        switch (name) {
          case "number" -> number = value;
          case "client" -> client = value;
          case "reason" -> reason = value;
          case "contact" -> contact = value;
          default -> parser.skipChildren();
        }
      }
      return new LiveDecision(number, client, reason, contact, json);
    } catch (IOException notJson) {
      return null;
    }
  }
}
