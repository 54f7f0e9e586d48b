package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Client;
import io.sallyport.twin.kommo.chats.Draft;
import io.sallyport.twin.kommo.chats.Party;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.shape.Shape;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code new_message} and {@code edit_message} (connector-facts A6, A10). */
final class MessageCalls {
  private static final Set<String> EVENTS = Set.of("new_message", "edit_message");

  private final TwinClock clock;
  private final Chats chats;
  private final Downloads downloads;
  private final Gaps gaps;

  MessageCalls(TwinClock clock, Chats chats, Downloads downloads, Gaps gaps) {
    this.clock = clock;
    this.chats = chats;
    this.downloads = downloads;
    this.gaps = gaps;
  }

  synchronized Response take(Scope scope, Buffer body) {
    Shape event = Shape.of(body);
    String type = event.oneOf("event_type", EVENTS);
    Shape payload = event.object("payload");
    event.end();
    return type.equals("new_message")
        ? add(scope, NewMessage.read(payload, clock.now()))
        : edit(scope, payload);
  }

  private Response add(Scope scope, NewMessage message) {
    if (chats.byMsgid(scope.id(), message.msgid()).isPresent()) {
      if (gaps.refusesRepeatedMsgid()) {
        throw Refusal.badData("payload.msgid: is known already");
      }
      return accepted(message, chats.byMsgid(scope.id(), message.msgid()).orElseThrow());
    }
    ChatMessage.Author author = author(scope, message);
    Chat chat = chat(scope, message);
    checkQuote(scope, chat, message.replyTo());
    chats.link(chat, message.conversationId(), message.client());
    String source = message.source();
    if (source != null) {
      chat.source(source);
    }
    ChatMessage added = chats.add(chat, draft(message, author, chat));
    String media = message.content().getString("media", "");
    if (!media.isEmpty()) {
      downloads.fetch(added, media);
    }
    return accepted(message, added);
  }

  /** Outgoing messages come from a user of Kommo or from the channel's bot. */
  private static ChatMessage.Author author(Scope scope, NewMessage message) {
    String sender = message.sender().refId();
    boolean isBot = scope.channel().botId().equals(sender);
    boolean isUser = scope.account().managerId().equals(sender);
    if (message.receiver() == null) {
      if (isBot || isUser) {
        throw Refusal.badData("payload.receiver: is required");
      }
      return ChatMessage.Author.CLIENT;
    }
    if (!isBot && !isUser) {
      throw Refusal.badData("sender: user not found");
    }
    return isBot ? ChatMessage.Author.BOT : ChatMessage.Author.USER;
  }

  private Chat chat(Scope scope, NewMessage message) {
    Optional<Chat> own = chats.byConversation(scope.id(), message.conversationId());
    String id = message.chatId();
    Chat chat = id == null ? own.orElse(null) : named(scope, message, own, id);
    String client = message.client().refId();
    if (chat == null) {
      if (client != null) {
        throw Refusal.badData("sender: user not found");
      }
      return chats.open(scope.id(), new Client(message.client().name()));
    }
    boolean isLinked = chat.client().clientId() != null;
    if (client == null ? !isLinked : !client.equals(chat.client().id())) {
      throw Refusal.badData("sender: ref_id must be Kommo's id of the client");
    }
    return chat;
  }

  private Chat named(Scope scope, NewMessage message, Optional<Chat> own, String id) {
    Chat chat =
        chats
            .chat(scope.id(), id)
            .orElseThrow(() -> Refusal.badData("payload.conversation_ref_id: no such chat"));
    String called = chat.conversationId();
    boolean isOther = called != null && !called.equals(message.conversationId());
    if (isOther || own.filter(one -> one != chat).isPresent()) {
      throw Refusal.badData("payload.conversation_id: is not the chat of conversation_ref_id");
    }
    return chat;
  }

  /** A message that Kommo does not know may be quoted, one of another chat may not. */
  private void checkQuote(Scope scope, Chat chat, @Nullable JsonObject quote) {
    if (quote == null) {
      return;
    }
    find(scope, quote.getString("id"), quote.getString("msgid"))
        .filter(quoted -> quoted.chat() != chat)
        .ifPresent(
            other -> {
              throw Refusal.badData("payload.reply_to.message: is of another chat");
            });
  }

  private Optional<ChatMessage> find(Scope scope, @Nullable String id, @Nullable String msgid) {
    if (id != null) {
      return chats.message(scope.id(), id);
    }
    return msgid == null ? Optional.empty() : chats.byMsgid(scope.id(), msgid);
  }

  private static Draft draft(NewMessage message, ChatMessage.Author author, Chat chat) {
    JsonObject client = chat.client().view();
    Party other = message.sender();
    JsonObject writer =
        JsonObject.of("id", other.refId(), "client_id", other.id(), "name", other.name());
    boolean isClient = author == ChatMessage.Author.CLIENT;
    return new Draft(
        author,
        message.msgid(),
        message.at(),
        message.silent(),
        isClient ? client : writer,
        isClient ? null : client,
        message.content(),
        message.replyTo());
  }

  private static Response accepted(NewMessage message, ChatMessage added) {
    Party receiver = message.receiver();
    return Response.ok(
        JsonObject.of(
            "new_message",
            JsonObject.of(
                "conversation_id", message.conversationId(),
                "sender_id", message.sender().id(),
                "receiver_id", receiver == null ? null : receiver.id(),
                "msgid", added.id(),
                "ref_id", message.msgid())));
  }

  private Response edit(Scope scope, Shape payload) {
    Set.of("source", "sender", "receiver", "reply_to", "forwards").forEach(payload::has);
    payload.integerOrNull("timestamp");
    payload.integerOrNull("msec_timestamp");
    payload.textOrNull("conversation_id");
    payload.textOrNull("conversation_ref_id");
    payload.flag("silent", false);
    Shape content = payload.object("message");
    Shape status = content.objectOrNull("delivery_status");
    Contents.check(content, true);
    String id = payload.textOrNull("id");
    String msgid = id == null ? payload.text("msgid") : payload.textOrNull("msgid");
    payload.end();
    ChatMessage message = find(scope, id, msgid).orElseThrow(() -> Refusal.notFound("Message"));
    change(message, content.json().copy());
    if (status != null) {
      message.tell(StatusCalls.readEdited(status));
    }
    if (msgid != null) {
      chats.name(message, msgid);
    }
    return Response.ok(
        JsonObject.of("edit_message", JsonObject.of("msgid", message.id(), "ref_id", msgid)));
  }

  private void change(ChatMessage message, JsonObject content) {
    content.remove("delivery_status");
    message.edit(message.content().copy().mergeIn(content));
    String media = content.getString("media", "");
    if (!media.isEmpty()) {
      downloads.fetch(message, media);
    }
  }
}
