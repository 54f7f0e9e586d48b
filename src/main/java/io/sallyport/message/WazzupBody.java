package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of the body of Wazzup's {@code POST /v3/message} (wazzup.md#what-is-decided). A
 * member that is null is absent; unknown ones are left to Wazzup.
 *
 * @param channelId as it came
 * @param chatType as it came
 * @param chatId null where another member names the chat
 * @param otherName {@code username} or {@code phone}; null without one
 * @param text null without one
 * @param contentUri null without one
 * @param templateId null without one
 * @param crmMessageId under which the message is sent once; null without one
 */
public record WazzupBody(
    String channelId,
    String chatType,
    @Nullable String chatId,
    @Nullable String otherName,
    @Nullable String text,
    @Nullable String contentUri,
    @Nullable String templateId,
    @Nullable String crmMessageId) {

  private static final String TEMPLATE = "@template:";

  private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");

  /**
   * A body that is no such message.
   *
   * @param field the member in question; empty when it is the whole
   */
  public record Malformed(String field, String why) {}

  /** What came of reading; one of the two is null. */
  public record Read(@Nullable WazzupBody body, @Nullable Malformed malformed) {}

  /** Reads a body; never throws, whatever the bytes. */
  public static Read read(byte[] body) {
    if (StrictJson.hasByteOrderMark(body)) {
      return malformed("", "The body starts with a byte-order mark; send plain UTF-8 JSON.");
    }
    if (!StrictJson.isUtf8(body)) {
      return malformed("", "The body is not valid UTF-8.");
    }
    try (JsonParser parser = StrictJson.strict(body)) {
      return new Members().read(parser);
    } catch (StreamConstraintsException e) {
      return malformed("", "The body is nested too deeply, or holds something too long.");
    } catch (JsonProcessingException e) {
      return malformed("", "The body is not valid JSON: " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      return malformed("", "The body is not valid JSON.");
    }
  }

  static Read malformed(String field, String why) {
    return new Read(null, new Malformed(field, why));
  }

  /** Whether it is a template of WhatsApp's, which needs no open window. */
  public boolean isTemplate() {
    return templateId != null || (text != null && text.startsWith(TEMPLATE));
  }

  /** Names what is sent, so that an echo of it is recognised. */
  public String content() {
    return isTemplate() ? TEMPLATE_CONTENT : content(text);
  }

  /** The content of every template: what it becomes is not known here. */
  public static final String TEMPLATE_CONTENT = "template";

  /** The content of a text; null for a file, whose address Wazzup changes. */
  public static String content(@Nullable String text) {
    return text == null ? "file" : "text " + text;
  }

  /** Reads the members one by one. */
  private static final class Members {

    /** What is read below, in lower case: a server might take another spelling for it. */
    private static final Set<String> READ =
        Set.of(
            "channelid",
            "chattype",
            "chatid",
            "username",
            "phone",
            "text",
            "contenturi",
            "templateid",
            "crmmessageid");

    /** Longest names, characters. */
    private static final int LONGEST = 255;

    private @Nullable String channelId;
    private @Nullable String chatType;
    private @Nullable String chatId;
    private @Nullable String otherName;
    private @Nullable String text;
    private @Nullable String contentUri;
    private @Nullable String templateId;
    private @Nullable String crmMessageId;
    private @Nullable Malformed malformed;

    Read read(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return WazzupBody.malformed("", "The body must be one JSON object.");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        member(name, parser.nextToken(), parser);
      }
      if (parser.nextToken() != null) {
        return WazzupBody.malformed("", "There is more after the JSON object.");
      }
      if (malformed != null) {
        return new Read(null, malformed);
      }
      return whole();
    }

    private Read whole() {
      if (channelId == null) {
        return WazzupBody.malformed("channelId", "`channelId` is required.");
      } else if (chatType == null) {
        return WazzupBody.malformed("chatType", "`chatType` is required.");
      } else if (chatId == null && otherName == null) {
        return WazzupBody.malformed("chatId", "`chatId` is required.");
      }
      return new Read(
          new WazzupBody(
              channelId, chatType, chatId, otherName, text, contentUri, templateId, crmMessageId),
          null);
    }

    private void member(String name, JsonToken value, JsonParser parser) throws IOException {
      if (value == JsonToken.VALUE_NULL) {
        return;
      }
      switch (name) {
        case "channelId" -> channelId = name(name, value, parser);
        case "chatType" -> chatType = name(name, value, parser);
        case "chatId" -> chatId = chatId(name, value, parser);
        case "username", "phone" -> otherName = name + ":" + name(name, value, parser);
        case "text" -> text = string(name, value, parser);
        case "contentUri" -> contentUri = string(name, value, parser);
        case "templateId" -> templateId = name(name, value, parser);
        case "crmMessageId" -> crmMessageId = crmMessageId(name, value, parser);
        default -> {
          if (READ.contains(name.strip().toLowerCase(Locale.ROOT))) {
            fault(name, "`" + name + "` is nearly the name of a member that is decided upon.");
          }
          parser.skipChildren();
        }
      }
    }

    private @Nullable String string(String name, JsonToken value, JsonParser parser)
        throws IOException {
      if (value != JsonToken.VALUE_STRING) {
        fault(name, "`" + name + "` must be a string.");
        parser.skipChildren();
        return null;
      }
      return parser.getText();
    }

    private @Nullable String name(String name, JsonToken value, JsonParser parser)
        throws IOException {
      String text = string(name, value, parser);
      if (text != null && (text.isBlank() || text.length() > LONGEST)) {
        fault(name, "`" + name + "` is empty, or longer than " + LONGEST + " characters.");
      }
      return text;
    }

    /** A whole number counts as its digits. */
    private @Nullable String chatId(String name, JsonToken value, JsonParser parser)
        throws IOException {
      boolean isNumber =
          value == JsonToken.VALUE_NUMBER_INT && DIGITS.matcher(parser.getText()).matches();
      return isNumber ? parser.getText() : name(name, value, parser);
    }

    private @Nullable String crmMessageId(String name, JsonToken value, JsonParser parser)
        throws IOException {
      return value == JsonToken.VALUE_NUMBER_INT ? parser.getText() : name(name, value, parser);
    }

    private void fault(String field, String why) {
      malformed = malformed == null ? new Malformed(field, why) : malformed;
    }
  }
}
