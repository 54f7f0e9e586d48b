package io.sallyport.twin.kommo.chats;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message before it is in a chat.
 *
 * @param msgid the channel's id of it; none when Kommo's manager writes
 * @param content {@code message} as the Chats API or the hook writes it
 */
public record Draft(
    ChatMessage.Author author,
    @Nullable String msgid,
    Instant at,
    boolean silent,
    JsonObject sender,
    @Nullable JsonObject receiver,
    JsonObject content,
    @Nullable JsonObject replyTo) {}
