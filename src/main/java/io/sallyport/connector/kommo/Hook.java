package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Kommo posts, version 2. Members may be missing, null or empty. */
sealed interface Hook {

  /**
   * A chat.
   *
   * @param id Kommo's id of it
   * @param ours our id of it; null when Kommo writes first and no message of ours has named one
   * @param person Kommo's id of the person
   * @param phone the person's; null when Kommo does not know one
   */
  record Chat(String id, @Nullable String ours, String person, @Nullable String phone) {}

  /**
   * A template's text with values.
   *
   * @param id Kommo's id of the template
   * @param externalId our name of it; empty when Kommo does not say
   * @param values in the order of the text's markers; null for a marker without a value
   */
  record Filled(long id, String externalId, List<@Nullable String> values) {}

  /**
   * Somebody or a bot wrote.
   *
   * @param id Kommo's id of the message
   * @param type {@code text}, {@code picture}, …
   * @param media address of a file; empty without one
   * @param markup buttons or a list; missing without any
   * @param template null when none was used
   * @param quoted the message it answers, by Meta's id or by Kommo's; empty without one
   */
  record Message(
      Chat chat,
      String id,
      String type,
      String text,
      String media,
      String fileName,
      JsonNode markup,
      @Nullable Filled template,
      String quoted)
      implements Hook {

    /** The same in other words. */
    Message saying(String other) {
      return new Message(chat, id, type, other, media, fileName, markup, template, quoted);
    }
  }

  /**
   * Somebody reacted to a message.
   *
   * @param message Meta's id of it, or Kommo's
   * @param emoji null: the reaction is taken back
   */
  record Reaction(Chat chat, String message, @Nullable String emoji) implements Hook {}

  /** Somebody is writing. */
  record Typing(Chat chat) implements Hook {}

  /** Nothing that is sent. */
  record Nothing() implements Hook {
    @Override
    public Chat chat() {
      return new Chat("", null, "", null);
    }
  }

  /** In a template's text. */
  Pattern MARKER = Pattern.compile("\\{\\{[^{}]*\\}\\}");

  Pattern ID = Pattern.compile("[0-9A-Za-z._:-]{1,64}");

  Chat chat();

  /** Reads a hook. */
  static Hook read(JsonNode hook) {
    JsonNode outer = hook.path("message");
    if (ID.matcher(text(outer.path("message"), "id")).matches()) {
      return message(outer, outer.path("message"));
    }
    JsonNode action = hook.path("action");
    JsonNode typing = action.path("typing").path("conversation");
    if (typing.isObject()) {
      return new Typing(chat(typing, hook.path("receiver")));
    }
    return reaction(action.path("reaction"));
  }

  private static Hook reaction(JsonNode reaction) {
    JsonNode message = reaction.path("message");
    String named = first(text(message, "client_id"), text(message, "id"), text(reaction, "msgid"));
    if (named.isEmpty()) {
      return new Nothing();
    }
    String emoji = text(reaction, "emoji");
    boolean taken = text(reaction, "type").equals("unreact") || emoji.isEmpty();
    Chat chat = chat(reaction.path("conversation"), message.path("receiver"));
    return new Reaction(chat, named, taken ? null : emoji);
  }

  private static Message message(JsonNode outer, JsonNode inner) {
    JsonNode quoted = inner.path("reply_to").path("message");
    return new Message(
        chat(outer.path("conversation"), outer.path("receiver")),
        text(inner, "id"),
        text(inner, "type"),
        text(inner, "text"),
        text(inner, "media"),
        text(inner, "file_name"),
        inner.path("markup"),
        template(inner.path("template")),
        first(text(quoted, "msgid"), text(quoted, "id")));
  }

  private static Chat chat(JsonNode conversation, JsonNode person) {
    return new Chat(
        text(conversation, "id"),
        orNull(text(conversation, "client_id")),
        text(person, "id"),
        orNull(text(person, "phone")));
  }

  private static @Nullable Filled template(JsonNode template) {
    if (!template.isObject()) {
      return null;
    }
    List<@Nullable String> values = new ArrayList<>();
    MARKER
        .matcher(text(template, "content"))
        .results()
        .forEach(marker -> values.add(value(template.path("params"), marker.group())));
    return new Filled(template.path("id").asLong(), text(template, "external_id"), values);
  }

  private static @Nullable String value(JsonNode params, String marker) {
    for (JsonNode param : params) {
      if (text(param, "key").equals(marker)) {
        return orNull(text(param, "value"));
      }
    }
    return null;
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
