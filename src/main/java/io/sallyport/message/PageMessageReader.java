package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.contact.Contact;
import io.sallyport.message.MessageReader.NotASend;
import io.sallyport.message.PageMessage.Kind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a send of Messenger or Instagram (platform-facts.md#pages). Objects may also be written as
 * text, as forms have them.
 */
public final class PageMessageReader {

  /** The members of a send that a query must not have: Graph would merge the two. */
  public static final Set<String> MEMBERS =
      Set.of(
          "recipient",
          "message",
          "messaging_type",
          "tag",
          "sender_action",
          "payload",
          "notification_type",
          "persona_id",
          "reply_to",
          "thread_control",
          "custom_label_id",
          "message_creative_id",
          "filedata");

  /** Those that are read here: another spelling might be read by Meta, and not by us. */
  private static final Set<String> READ =
      Set.of("recipient", "message", "messaging_type", "tag", "sender_action");

  /** Comes back in the echo: no content. */
  private static final String METADATA = "metadata";

  /** The name that a lenient parser would read in one that has more: {@code message[text]}. */
  private static final Pattern NAME = Pattern.compile("\\W*(\\w*).*", Pattern.DOTALL);

  private static final String TAGGED = "MESSAGE_TAG";
  private static final String UTILITY = "UTILITY";

  private final Map<Kind, String> recipients = new EnumMap<>(Kind.class);
  private boolean hasRecipient;
  private boolean hasMessage;
  private boolean hasAction;
  private boolean hasTemplate;
  private final Set<String> contents = new HashSet<>();
  private @Nullable String attachmentType;
  private @Nullable String templateType;
  private @Nullable String messagingType;
  private @Nullable String tag;

  private PageMessageReader() {}

  /** Reads a body; never throws, whatever the bytes. */
  public static Reading read(byte[] body, BodyFormat format) {
    return format == BodyFormat.JSON
        ? readJson(body)
        : MessageReader.ofForm(() -> FormBody.asMetaWrites(body), PageMessageReader::readJson);
  }

  private static Reading readJson(byte[] body) {
    return MessageReader.ofJson(
        body,
        parser -> {
          PageMessageReader reader = new PageMessageReader();
          if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new NotASend("The body must be one JSON object.");
          }
          reader.readMembers(parser);
          if (parser.nextToken() != null) {
            throw new NotASend("The body must be one JSON object; there is more after it.");
          }
          return reader.classify();
        });
  }

  private void readMembers(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      MessageReader.refuseOverride(name);
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "recipient" -> {
          hasRecipient = true;
          inObject(name, value, parser, this::readRecipient);
        }
        case "message" -> {
          hasMessage = true;
          inObject(name, value, parser, this::readMessage);
        }
        case "messaging_type" -> messagingType = word(name, value, parser);
        case "tag" -> tag = word(name, value, parser);
        case "sender_action" -> {
          hasAction = true;
          word(name, value, parser);
        }
        default -> {
          String plain = NAME.matcher(name).replaceFirst("$1").toLowerCase(Locale.ROOT);
          if (READ.contains(plain)) {
            throw new NotASend("`" + plain + "` must be spelled exactly so.");
          }
          parser.skipChildren();
        }
      }
    }
  }

  /** Reads the members of an object that a parser stands in. */
  private interface Members {
    void read(JsonParser parser) throws IOException;
  }

  private static void inObject(String name, JsonToken value, JsonParser parser, Members members)
      throws IOException {
    if (value == JsonToken.START_OBJECT) {
      members.read(parser);
      return;
    }
    String text = value == JsonToken.VALUE_STRING ? parser.getText().strip() : "";
    if (!text.startsWith("{")) {
      throw new NotASend("`" + name + "` must be an object.");
    }
    try (JsonParser inner = StrictJson.asMetaWrites(text)) {
      inner.nextToken();
      members.read(inner);
      if (inner.nextToken() != null) {
        throw new NotASend("`" + name + "` must be one object.");
      }
    }
  }

  private void readRecipient(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      Kind kind = kind(name);
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
        throw new NotASend("`recipient." + kind.member() + "` must be a string.");
      }
      recipients.put(kind, parser.getText());
    }
  }

  private static Kind kind(String name) throws NotASend {
    for (Kind kind : Kind.values()) {
      if (kind.member().equals(name)) {
        return kind;
      }
    }
    throw new NotASend(
        "`recipient` has an unknown member: use id, comment_id, post_id, user_ref,"
            + " one_time_notif_token, notification_messages_token or phone_number.");
  }

  private void readMessage(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_NULL && !name.equals(METADATA)) {
        contents.add(name);
      }
      if (name.equals("template") && value == JsonToken.START_OBJECT) {
        hasTemplate = true;
        parser.skipChildren();
      } else if (name.equals("attachment") && value == JsonToken.START_OBJECT) {
        readAttachment(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readAttachment(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        attachmentType = parser.getText();
      } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
        readPayload(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readPayload(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isType = parser.currentName().equals("template_type");
      if (parser.nextToken() == JsonToken.VALUE_STRING && isType) {
        templateType = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
  }

  private static String word(String name, JsonToken value, JsonParser parser) throws IOException {
    return MessageReader.string(name, value, parser).strip().toUpperCase(Locale.ROOT);
  }

  private OutboundMessage classify() throws NotASend {
    if (!hasRecipient || recipients.size() != 1) {
      throw new NotASend(
          "`recipient` must be an object with one member: id, comment_id, post_id, user_ref,"
              + " one_time_notif_token, notification_messages_token or phone_number.");
    }
    if (!hasMessage && !hasAction) {
      throw new NotASend("There is no `message` and no `sender_action`: nothing to send.");
    }
    Map.Entry<Kind, String> recipient = recipients.entrySet().iterator().next();
    Kind kind = recipient.getKey();
    Contact contact =
        PageRecipients.of(kind, recipient.getValue())
            .orElseThrow(() -> new NotASend("`recipient." + kind.member() + "` is not one."));
    // With a text beside it, it is a text.
    boolean isUtility =
        hasTemplate
            && contents.equals(Set.of("template"))
            && (messagingType == null || messagingType.equals(UTILITY))
            && tag == null;
    boolean isFeedback =
        contents.equals(Set.of("attachment"))
            && "template".equals(attachmentType)
            && "customer_feedback".equals(templateType);
    boolean isTagged = tag != null && (messagingType == null || messagingType.equals(TAGGED));
    PageMessage own = new PageMessage(kind, tag, isTagged, isUtility, isFeedback);
    if (!hasMessage) {
      return OutboundMessage.own(SendClass.CONTROL, null, own);
    }
    return OutboundMessage.own(isUtility ? SendClass.TEMPLATE : SendClass.FREE_FORM, contact, own);
  }
}
