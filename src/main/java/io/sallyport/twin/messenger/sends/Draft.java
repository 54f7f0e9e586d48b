package io.sallyport.twin.messenger.sends;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks Meta to send.
 *
 * @param action the {@code sender_action}
 * @param type the {@code messaging_type}
 */
public record Draft(
    JsonObject recipient,
    @Nullable JsonObject message,
    @Nullable String action,
    @Nullable String type,
    @Nullable String tag) {
  private static final Set<String> RECIPIENTS =
      Set.of(
          "id",
          "comment_id",
          "post_id",
          "user_ref",
          "notification_messages_token",
          "one_time_notif_token",
          "phone_number");

  /** The ways the recipient is named; one is right. */
  List<String> keys() {
    return RECIPIENTS.stream().filter(recipient::containsKey).toList();
  }

  /** The only one of {@link #keys}. */
  String key() {
    return keys().get(0);
  }

  String value() {
    return String.valueOf(recipient.getValue(key()));
  }

  boolean isTagged() {
    return "MESSAGE_TAG".equals(type) || (type == null && tag != null);
  }

  boolean isTagged(String with) {
    return isTagged() && with.equals(tag);
  }

  /** A template of Meta's, which needs no window; a text that is called one does. */
  boolean isUtility() {
    return message != null
        && message.getValue("template") instanceof JsonObject
        && (type == null || type.equals("UTILITY"));
  }

  boolean isFeedbackForm() {
    return message != null
        && message.getValue("attachment") instanceof JsonObject attachment
        && "template".equals(attachment.getValue("type"))
        && attachment.getValue("payload") instanceof JsonObject payload
        && "customer_feedback".equals(payload.getValue("template_type"));
  }

  @Nullable String text() {
    return message != null && message.getValue("text") instanceof String text ? text : null;
  }
}
