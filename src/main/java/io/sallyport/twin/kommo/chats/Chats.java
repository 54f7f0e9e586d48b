package io.sallyport.twin.kommo.chats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All chats of all accounts. A chat outlives its account's connection. */
public final class Chats {
  private final Map<String, Chat> chats = new LinkedHashMap<>();
  private final Map<String, ChatMessage> messages = new LinkedHashMap<>();

  /** By scope and the channel's own id. */
  private record Own(String scopeId, String id) {}

  private final Map<Own, Chat> byConversation = new LinkedHashMap<>();
  private final Map<Own, ChatMessage> byMsgid = new LinkedHashMap<>();

  public synchronized Chat open(String scopeId, Client client) {
    Chat chat = new Chat(scopeId, client);
    chats.put(chat.id(), chat);
    return chat;
  }

  /** A chat the manager starts with a phone number (connector-facts A10). */
  public synchronized Chat writeFirst(String scopeId, String phone, String source) {
    Client client = new Client("+" + Client.digits(phone));
    client.phone(phone);
    Chat chat = open(scopeId, client);
    chat.source(source);
    return chat;
  }

  /** From now on the channel's ids stand beside Kommo's. */
  public synchronized void link(Chat chat, String conversationId, Party party) {
    chat.conversationId(conversationId);
    chat.client().learn(party);
    byConversation.put(new Own(chat.scopeId(), conversationId), chat);
  }

  public synchronized Optional<Chat> chat(String scopeId, String id) {
    return Optional.ofNullable(chats.get(id)).filter(chat -> chat.scopeId().equals(scopeId));
  }

  public synchronized Optional<Chat> byConversation(String scopeId, String conversationId) {
    return Optional.ofNullable(byConversation.get(new Own(scopeId, conversationId)));
  }

  /** By Kommo's id, the channel's id or the customer's phone number in any spelling. */
  public synchronized Optional<Chat> named(String scopeId, String name) {
    return chat(scopeId, name)
        .or(() -> byConversation(scopeId, name))
        .or(() -> withPhone(scopeId, Client.digits(name)));
  }

  private Optional<Chat> withPhone(String scopeId, String digits) {
    return chats.values().stream()
        .filter(chat -> chat.scopeId().equals(scopeId))
        .filter(chat -> !digits.isEmpty() && chat.client().phone().equals(digits))
        .findFirst();
  }

  public synchronized List<Chat> all() {
    return new ArrayList<>(chats.values());
  }

  /** Only a customer's message that is not silent makes a lead. */
  public synchronized ChatMessage add(Chat chat, Draft draft) {
    ChatMessage message = new ChatMessage(chat, draft);
    chat.add(message, message.isFromClient() && !draft.silent());
    messages.put(message.id(), message);
    String msgid = draft.msgid();
    if (msgid != null) {
      byMsgid.put(new Own(chat.scopeId(), msgid), message);
    }
    return message;
  }

  /** Stores the channel's id of a message that Kommo has an id for. */
  public synchronized void name(ChatMessage message, String msgid) {
    message.msgid(msgid);
    byMsgid.put(new Own(message.chat().scopeId(), msgid), message);
  }

  public synchronized Optional<ChatMessage> message(String id) {
    return Optional.ofNullable(messages.get(id));
  }

  public Optional<ChatMessage> message(String scopeId, String id) {
    return message(id).filter(message -> message.chat().scopeId().equals(scopeId));
  }

  public synchronized Optional<ChatMessage> byMsgid(String scopeId, String msgid) {
    return Optional.ofNullable(byMsgid.get(new Own(scopeId, msgid)));
  }

  public synchronized void clear() {
    chats.clear();
    messages.clear();
    byConversation.clear();
    byMsgid.clear();
  }
}
