package io.sallyport.twin.kommo.chats;

import org.jspecify.annotations.Nullable;

/**
 * A registered channel, as Kommo's support answers a registration (connector-facts A2).
 *
 * @param botId what an outgoing message of the phone or of another tool names as its sender
 * @param hookUrl with {@code :scope_id} where the scope's id goes; null for no hooks
 */
public record Channel(
    String id, String secret, String title, String botId, @Nullable String hookUrl) {

  public Channel withHookUrl(@Nullable String to) {
    return new Channel(id, secret, title, botId, to);
  }
}
