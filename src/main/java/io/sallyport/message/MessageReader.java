package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sallyport.contact.Contact;
import io.sallyport.message.Reading.Malformed;
import io.sallyport.message.Reading.Understood;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a body in one pass: keeps the top-level members the rules need and skips the rest. */
final class MessageReader {

  private final @Nullable String homeCountry;

  private @Nullable String to;
  private @Nullable String recipient;
  private @Nullable String type;
  private @Nullable String category;
  private @Nullable String status;
  private @Nullable String callbackData;
  private @Nullable TemplateCall template;
  private boolean group;
  private boolean text;

  /**
   * Set when the body has a member that only a message has; with {@code status} that is refused.
   */
  private @Nullable String messageMember;

  private MessageReader(@Nullable String homeCountry) {
    this.homeCountry = homeCountry;
  }

  static Reading read(byte[] body, BodyFormat format, @Nullable String homeCountry) {
    return format == BodyFormat.JSON
        ? read(body, homeCountry)
        : ofForm(() -> FormBody.asJson(body), json -> read(json, homeCountry));
  }

  static Reading read(byte[] body, @Nullable String homeCountry) {
    return ofJson(
        body,
        parser -> {
          MessageReader reader = new MessageReader(homeCountry);
          reader.readObject(parser);
          return reader.classify().withCallbackData(reader.callbackData);
        });
  }

  /** What may fail while it is read. */
  @FunctionalInterface
  interface Attempt<T> {
    T read() throws IOException;
  }

  /** Reads one channel's message. */
  @FunctionalInterface
  interface OfChannel {
    OutboundMessage read(JsonParser parser) throws IOException;
  }

  /** Reads the JSON that a form stands for. */
  static Reading ofForm(Attempt<byte[]> json, Function<byte[], Reading> then) {
    try {
      return then.apply(json.read());
    } catch (NotASend e) {
      return new Malformed(e.why);
    } catch (IOException e) {
      return new Malformed("The body is not a form that could be read.");
    }
  }

  /** Reads a body strictly, whatever the bytes. */
  static Reading ofJson(byte[] body, OfChannel channel) {
    if (StrictJson.hasByteOrderMark(body)) {
      return new Malformed("The body starts with a byte-order mark; send plain UTF-8 JSON.");
    }
    if (!StrictJson.isUtf8(body)) {
      return new Malformed("The body is not valid UTF-8.");
    }
    try (JsonParser parser = StrictJson.strict(body)) {
      return new Understood(channel.read(parser));
    } catch (NotASend e) {
      return new Malformed(e.why);
    } catch (StreamConstraintsException e) {
      return new Malformed(
          "The body is nested deeper than "
              + StrictJson.MAX_DEPTH
              + " levels or holds a number or name that is too long.");
    } catch (JsonProcessingException e) {
      return new Malformed("The body is not valid JSON: " + e.getOriginalMessage() + at(e) + ".");
    } catch (IOException e) {
      return new Malformed("The body is not valid JSON.");
    }
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private void readObject(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new NotASend("The body must be one JSON object.");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      readMember(name, parser.nextToken(), parser);
    }
    if (parser.nextToken() != null) {
      throw new NotASend("The body must be one JSON object; there is more after it.");
    }
  }

  private void readMember(String name, JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      // Null means absent (crm-developers.md#how-a-body-is-read). An override is refused even then:
      // how Graph reads it is unknown.
      refuseOverride(name);
      return;
    }
    switch (name) {
      case "to" -> to = ofMessage(name, recipientName(name, value, parser));
      case "recipient" -> recipient = ofMessage(name, recipientName(name, value, parser));
      case "type" -> type = ofMessage(name, string(name, value, parser));
      case "category" -> category = ofMessage(name, string(name, value, parser));
      case "recipient_type" -> group = isGroup(string(name, value, parser));
      case "status" -> status = string(name, value, parser);
      case "biz_opaque_callback_data" -> {
        messageMember = name;
        callbackData = value.isScalarValue() ? parser.getText() : "";
        parser.skipChildren();
      }
      case "template" -> {
        messageMember = name;
        template = new TemplateReader(parser).read(value);
      }
      default -> {
        refuseOverride(name);
        text |= name.equals("text");
        boolean isContent = value.isStructStart() && !name.equals("typing_indicator");
        if (isContent || BodyMembers.OF_A_MESSAGE.contains(name)) {
          messageMember = name;
        }
        parser.skipChildren();
      }
    }
  }

  static void refuseOverride(String name) throws NotASend {
    if (BodyMembers.OVERRIDES.contains(name.strip().toLowerCase(Locale.ROOT))) {
      throw new NotASend("`" + name + "` does not belong into a send.");
    }
  }

  /**
   * Meta refuses any other type (platform-facts.md#a-user-id-in-to). Capital letters are accepted
   * here and left to Meta.
   */
  private static boolean isGroup(String recipientType) throws NotASend {
    if (recipientType.equalsIgnoreCase("group")) {
      return true;
    }
    if (recipientType.equalsIgnoreCase("individual")) {
      return false;
    }
    throw new NotASend("`recipient_type` must be `individual` or `group`.");
  }

  private OutboundMessage classify() throws NotASend {
    if (status != null) {
      if (messageMember != null) {
        throw new NotASend(
            "`status` marks a message as read and stands alone; it cannot go with `"
                + messageMember
                + "`.");
      }
      return OutboundMessage.control();
    }
    boolean isTemplate = isTemplate();
    Contact contact = contact();
    if (isTemplate) {
      if (template == null) {
        throw new NotASend("`type` is template, and there is no `template` object.");
      }
      return OutboundMessage.template(contact, template);
    }
    return category == null
        ? OutboundMessage.freeForm(contact)
        : OutboundMessage.directSend(contact, category.strip().toUpperCase(Locale.ROOT));
  }

  private boolean isTemplate() throws NotASend {
    if (type != null && type.isBlank()) {
      throw new NotASend("`type` is empty.");
    }
    if (type != null) {
      // In any case: if Meta accepts "Template", it must have been judged as a template.
      return type.strip().equalsIgnoreCase("template");
    }
    if (template != null && text) {
      throw new NotASend("There is no `type`, and both `text` and `template`; name the `type`.");
    }
    if (template == null && !text) {
      throw new NotASend("There is no `type`, no `text` and no `template`: nothing to send.");
    }
    return template != null;
  }

  /**
   * The recipient. {@code to} wins over {@code recipient} (platform-facts.md#recipient), but Meta
   * accepts and never delivers a message with a user id in {@code to}
   * (platform-facts.md#a-user-id-in-to).
   */
  private Contact contact() throws NotASend {
    String name = to != null ? to : recipient;
    if (name == null) {
      throw new NotASend("The parameter `to` is required (or `recipient`, a user id).");
    }
    if (to != null && Contact.isUserId(to)) {
      throw new NotASend(
          "`to` is a user id. Meta would accept the message and lose it: send it with the user id"
              + " as `recipient`, and without `to`.");
    }
    Optional<Contact> contact = group ? Contact.group(name) : Contact.addressed(name, homeCountry);
    return contact.orElseThrow(
        () ->
            new NotASend(
                "`"
                    + (to != null ? "to" : "recipient")
                    + "` is not "
                    + (group ? "a group id." : "a phone number or a user id.")));
  }

  /** Notes that the body has a member that only a message has; returns its value. */
  private String ofMessage(String name, String value) {
    messageMember = name;
    return value;
  }

  private static String recipientName(String name, JsonToken value, JsonParser parser)
      throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      return string(name, value, parser);
    }
    String digits = parser.getText();
    if (digits.startsWith("-")) {
      throw new NotASend("`" + name + "` is a negative number.");
    }
    return digits;
  }

  static String string(String name, JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw new NotASend("`" + name + "` must be a string.");
    }
    return parser.getText();
  }

  /** Ends the reading early; {@link #read} catches it. */
  static final class NotASend extends IOException {
    final String why;

    NotASend(String why) {
      super(why, null);
      this.why = why;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
