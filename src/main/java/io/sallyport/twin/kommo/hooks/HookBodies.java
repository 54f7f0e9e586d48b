package io.sallyport.twin.kommo.hooks;

import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Scope;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bodies of hook v2. */
public final class HookBodies {
  private HookBodies() {}

  /**
   * A message of the manager.
   *
   * @param content of the inner {@code message}, without its id
   */
  public static JsonObject message(
      Scope scope, ChatMessage message, JsonObject content, @Nullable ChatMessage replyTo) {
    Chat chat = message.chat();
    JsonObject inner = JsonObject.of("id", message.id()).mergeIn(content);
    if (replyTo != null) {
      inner.put("reply_to", JsonObject.of("message", quoted(replyTo)));
    }
    JsonObject outer =
        JsonObject.of(
            "receiver", chat.client().hook(),
            "sender", JsonObject.of("id", scope.account().managerId()),
            "conversation", chat.hook());
    String source = chat.source();
    if (source != null) {
      outer.put("source", JsonObject.of("external_id", source));
    }
    putTime(outer, message.at()).put("message", inner);
    return envelope(scope, message.at()).put("message", outer);
  }

  public static JsonObject typing(Scope scope, Chat chat, Instant at, Instant expires) {
    JsonObject typing =
        JsonObject.of(
            "user", JsonObject.of("id", scope.account().managerId()),
            "conversation", chat.hook(),
            "expired_at", expires.getEpochSecond());
    return envelope(scope, at).put("action", JsonObject.of("typing", typing));
  }

  /**
   * A reaction of the manager, or its end.
   *
   * @param emoji null takes the reaction back
   */
  public static JsonObject reaction(
      Scope scope, ChatMessage message, Instant at, @Nullable String emoji) {
    JsonObject reacted =
        JsonObject.of("id", message.id())
            .put("receiver", message.receiver())
            .put("sender", message.sender());
    String msgid = message.msgid();
    if (msgid != null) {
      reacted.put("client_id", msgid);
    }
    JsonObject reaction =
        JsonObject.of(
            "message", putTime(reacted, message.at()),
            "user", JsonObject.of("id", scope.account().managerId()),
            "conversation", message.chat().hook(),
            "type", emoji == null ? "unreact" : "react");
    if (emoji != null) {
      reaction.put("emoji", emoji);
    }
    return envelope(scope, at).put("action", JsonObject.of("reaction", reaction));
  }

  private static JsonObject quoted(ChatMessage message) {
    JsonObject quoted = JsonObject.of("id", message.id());
    String msgid = message.msgid();
    if (msgid != null) {
      quoted.put("msgid", msgid);
    }
    quoted.mergeIn(message.content());
    quoted.put("sender", message.sender()).put("receiver", message.receiver());
    return putTime(quoted, message.at());
  }

  private static JsonObject envelope(Scope scope, Instant at) {
    return JsonObject.of("account_id", scope.account().amojoId(), "time", at.getEpochSecond());
  }

  private static JsonObject putTime(JsonObject object, Instant at) {
    return object.put("timestamp", at.getEpochSecond()).put("msec_timestamp", at.toEpochMilli());
  }
}
