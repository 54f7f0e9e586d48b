package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.kommo.chats.Party;
import io.sallyport.twin.kommo.shape.Shape;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code new_message}, read.
 *
 * @param receiver null when the client wrote
 * @param chatId Kommo's id of the chat, to link it
 */
record NewMessage(
    String msgid,
    String conversationId,
    @Nullable String chatId,
    Instant at,
    boolean silent,
    @Nullable String source,
    Party sender,
    @Nullable Party receiver,
    JsonObject content,
    @Nullable JsonObject replyTo) {
  private static final Pattern SOURCE = Pattern.compile("[ -~]{1,40}");
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final Set<String> EMBEDDED =
      Set.of(
          "text",
          "media",
          "file_name",
          "file_size",
          "media_duration",
          "location",
          "contact",
          "receiver");

  static NewMessage read(Shape payload, Instant now) {
    Shape message = payload.object("message");
    Contents.check(message, false);
    Shape receiver = payload.objectOrNull("receiver");
    checkForwards(payload.objectOrNull("forwards"));
    NewMessage read =
        new NewMessage(
            payload.text("msgid"),
            payload.text("conversation_id"),
            payload.textOrNull("conversation_ref_id"),
            time(payload, now),
            payload.flag("silent", false),
            source(payload.objectOrNull("source")),
            Parties.read(payload.object("sender")),
            receiver == null ? null : Parties.read(receiver),
            message.json().copy(),
            replyTo(payload.objectOrNull("reply_to")));
    payload.end();
    return read;
  }

  Party client() {
    return receiver == null ? sender : receiver;
  }

  /** Both times are needed, and say the same. */
  private static Instant time(Shape payload, Instant now) {
    long seconds = payload.integer("timestamp");
    Instant at = Instant.ofEpochMilli(payload.integer("msec_timestamp"));
    if (at.getEpochSecond() != seconds) {
      throw payload.bad("timestamp", "is not msec_timestamp in seconds");
    }
    if (at.isAfter(now.plus(AHEAD)) || seconds <= 0) {
      throw payload.bad("timestamp", "is no time of a message");
    }
    return at;
  }

  static @Nullable String source(@Nullable Shape source) {
    if (source == null) {
      return null;
    }
    String id = source.text("external_id");
    if (!SOURCE.matcher(id).matches()) {
      throw source.bad("external_id", "must be up to 40 printable ASCII characters");
    }
    source.end();
    return id;
  }

  private static @Nullable JsonObject replyTo(@Nullable Shape reply) {
    if (reply == null) {
      return null;
    }
    Shape message = reply.object("message");
    reply.end();
    checkEmbedded(message);
    return message.json();
  }

  private static void checkForwards(@Nullable Shape forwards) {
    if (forwards == null) {
      return;
    }
    List<Shape> messages = forwards.objects("messages");
    if (messages.size() != 1) {
      throw forwards.bad("messages", "must be one");
    }
    checkEmbedded(messages.get(0));
    forwards.textOrNull("conversation_ref_id");
    forwards.textOrNull("conversation_id");
    forwards.end();
  }

  /** An id is enough; without one the message must be described. */
  private static void checkEmbedded(Shape message) {
    boolean isNamed = message.has("id") || message.has("msgid");
    message.textOrNull("id");
    message.textOrNull("msgid");
    if (!isNamed) {
      message.text("type");
      message.integer("timestamp");
      message.integer("msec_timestamp");
      message.object("sender");
    }
    Set.of("type", "timestamp", "msec_timestamp", "sender").forEach(message::has);
    EMBEDDED.forEach(message::has);
    message.end();
  }
}
