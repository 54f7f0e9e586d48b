package io.sallyport.twin.kommo.chats;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery status as the channel told it (connector-facts A7).
 *
 * @param status 1 delivered, 2 read, -1 error
 */
public record Delivery(
    Instant at, int status, @Nullable Integer errorCode, @Nullable String error) {
  public static final int DELIVERED = 1;
  public static final int READ = 2;
  public static final int ERROR = -1;

  public String word() {
    return switch (status) {
      case DELIVERED -> "delivered";
      case READ -> "read";
      default -> "error";
    };
  }

  JsonObject view() {
    JsonObject view = JsonObject.of("at", at.toString(), "status", word());
    return status == ERROR ? view.put("error_code", errorCode).put("error", error) : view;
  }
}
