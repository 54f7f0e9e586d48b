package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Client;
import io.sallyport.twin.kommo.chats.Party;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.shape.Shape;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chat without messages, its history, typing and reactions (connector-facts A5, A8). */
final class ChatCalls {
  private static final int PAGE = 50;
  private static final long TYPING_MS = 5_000;

  private final TwinClock clock;
  private final Chats chats;

  ChatCalls(TwinClock clock, Chats chats) {
    this.clock = clock;
    this.chats = chats;
  }

  synchronized Response create(Scope scope, Buffer body) {
    Shape shape = Shape.of(body);
    String conversation = shape.text("conversation_id");
    String source = NewMessage.source(shape.objectOrNull("source"));
    Party user = Parties.read(shape.object("user"));
    shape.end();
    Chat chat =
        chats
            .byConversation(scope.id(), conversation)
            .orElseGet(() -> chats.open(scope.id(), new Client(user.name())));
    chats.link(chat, conversation, user);
    if (source != null) {
      chat.source(source);
    }
    return Response.ok(JsonObject.of("id", chat.id(), "user", chat.client().view()));
  }

  Response history(Scope scope, String id, MultiMap query) {
    Chat chat = chats.chat(scope.id(), id).orElseThrow(() -> Refusal.notFound("Chat"));
    int offset = Shape.number(query, "offset", 0);
    int limit = Shape.number(query, "limit", PAGE);
    if (limit < 1 || limit > PAGE) {
      throw Refusal.badData("limit: must be 1 to " + PAGE);
    }
    List<ChatMessage> page = chat.messages().stream().skip(offset).limit(limit).toList();
    if (page.isEmpty()) {
      return new Response(204, "application/json", Buffer.buffer());
    }
    JsonArray messages = new JsonArray();
    page.forEach(message -> messages.add(historic(message)));
    return Response.ok(JsonObject.of("messages", messages));
  }

  private static JsonObject historic(ChatMessage message) {
    JsonObject content =
        JsonObject.of(
            "id",
            message.id(),
            "client_id",
            message.msgid(),
            "text",
            "",
            "media",
            "",
            "thumbnail",
            "",
            "file_name",
            "",
            "file_size",
            0,
            "media_group_id",
            null);
    content.put("location", null).put("contact", null).mergeIn(message.content());
    JsonObject historic =
        JsonObject.of(
            "timestamp", message.at().getEpochSecond(),
            "msec_timestamp", message.at().toEpochMilli(),
            "sender", message.sender());
    JsonObject receiver = message.receiver();
    if (receiver != null) {
      historic.put("receiver", receiver);
    }
    return historic.put("message", content);
  }

  Response typing(Scope scope, Buffer body) {
    Shape shape = Shape.of(body);
    String conversation = shape.text("conversation_id");
    Shape sender = shape.object("sender");
    sender.text("id");
    sender.end();
    Long millis = shape.integerOrNull("duration_ms");
    shape.end();
    Chat chat =
        chats
            .byConversation(scope.id(), conversation)
            .orElseThrow(() -> Refusal.notFound("Conversation"));
    chat.typing(clock.now().plusMillis(millis == null ? TYPING_MS : millis).toString());
    return new Response(204, "application/json", Buffer.buffer());
  }

  Response react(Scope scope, Buffer body) {
    Shape shape = Shape.of(body);
    String conversation = oneOfTwo(shape, "conversation_id", "conversation_ref_id");
    Optional<Chat> chat =
        shape.has("conversation_id")
            ? chats.byConversation(scope.id(), conversation)
            : chats.chat(scope.id(), conversation);
    String id = oneOfTwo(shape, "id", "msgid");
    Optional<ChatMessage> found =
        shape.has("id") ? chats.message(scope.id(), id) : chats.byMsgid(scope.id(), id);
    Shape user = shape.object("user");
    String who = oneOfTwo(user, "id", "ref_id");
    user.end();
    boolean isReaction = shape.oneOf("type", Set.of("react", "unreact")).equals("react");
    @Nullable String emoji = isReaction ? shape.text("emoji") : null;
    shape.textOrNull("emoji");
    shape.end();
    found
        .filter(message -> chat.filter(of -> of == message.chat()).isPresent())
        .orElseThrow(() -> Refusal.notFound("Message"))
        .react(who, emoji);
    return Response.ok(new JsonObject());
  }

  private static String oneOfTwo(Shape shape, String key, String other) {
    if (shape.has(key) && shape.has(other)) {
      throw shape.bad(key, "not together with " + other);
    }
    return shape.has(other) ? shape.text(other) : shape.text(key);
  }
}
