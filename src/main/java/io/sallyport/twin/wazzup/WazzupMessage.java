package io.sallyport.twin.wazzup;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that was sent through the API, and what became of it. */
public final class WazzupMessage {
  private final String id;
  private final String channelId;
  private final String chatType;
  private final String chatId;
  private final JsonObject body;
  private final Instant at;
  private volatile String status = "new";
  private volatile @Nullable String error;

  WazzupMessage(String id, JsonObject body, Instant at) {
    this.id = id;
    this.body = body;
    this.channelId = body.getString("channelId");
    this.chatType = body.getString("chatType");
    this.chatId = body.getString("chatId", "");
    this.at = at;
  }

  public String id() {
    return id;
  }

  public String channelId() {
    return channelId;
  }

  String chatType() {
    return chatType;
  }

  public String chatId() {
    return chatId;
  }

  public JsonObject body() {
    return body;
  }

  public String status() {
    return status;
  }

  public @Nullable String error() {
    return error;
  }

  void became(String to, @Nullable String code) {
    status = to;
    error = code;
  }

  JsonObject view() {
    return JsonObject.of(
        "messageId", id,
        "channelId", channelId,
        "chatId", chatId,
        "text", body.getString("text"),
        "crmMessageId", body.getString("crmMessageId"),
        "status", status,
        "error", error,
        "at", at.toString());
  }
}
