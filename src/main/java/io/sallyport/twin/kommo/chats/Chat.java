package io.sallyport.twin.kommo.chats;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation with one customer. {@code conversationId} is what the channel calls it. */
public final class Chat {
  private final String id = UUID.randomUUID().toString();
  private final String scopeId;
  private final Client client;
  private final List<ChatMessage> messages = new ArrayList<>();
  private @Nullable String conversationId;
  private @Nullable String source;
  private boolean lead;
  private @Nullable String typing;

  Chat(String scopeId, Client client) {
    this.scopeId = scopeId;
    this.client = client;
  }

  public String id() {
    return id;
  }

  public String scopeId() {
    return scopeId;
  }

  public Client client() {
    return client;
  }

  public synchronized @Nullable String conversationId() {
    return conversationId;
  }

  synchronized void conversationId(String to) {
    conversationId = to;
  }

  public synchronized @Nullable String source() {
    return source;
  }

  public synchronized void source(String to) {
    source = to;
  }

  /** Until when somebody types, for the view. */
  public synchronized void typing(String until) {
    typing = until;
  }

  synchronized void add(ChatMessage message, boolean makesLead) {
    messages.add(message);
    lead = lead || makesLead;
  }

  public synchronized List<ChatMessage> messages() {
    return List.copyOf(messages);
  }

  /** {@code conversation} of a hook. */
  public synchronized JsonObject hook() {
    JsonObject view = JsonObject.of("id", id);
    return conversationId == null ? view : view.put("client_id", conversationId);
  }

  /** Without messages. */
  public synchronized JsonObject summary() {
    return JsonObject.of(
            "id", id, "conversation_id", conversationId, "scope_id", scopeId, "source", source)
        .put("client", client.view())
        .put("lead", lead)
        .put("typing_until", typing)
        .put("count", messages.size());
  }

  public JsonObject view() {
    JsonArray all = new JsonArray();
    messages().forEach(message -> all.add(message.view()));
    return summary().put("messages", all);
  }
}
