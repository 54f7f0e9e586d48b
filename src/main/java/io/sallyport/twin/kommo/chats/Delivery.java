package io.sallyport.twin.kommo.chats;

import org.jspecify.annotations.Nullable;

/**
 * A delivery status as the channel told it (connector-facts A7).
 *
 * @param status 1 delivered, 2 read, -1 error
 */
public record Delivery(int status, @Nullable Integer errorCode, @Nullable String error) {
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
}
