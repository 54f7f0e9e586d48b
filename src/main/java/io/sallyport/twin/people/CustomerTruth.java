package io.sallyport.twin.people;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Meta knows about a customer and a business phone number now.
 *
 * @param windowEnd of the customer service window, null when it is closed
 * @param answerBy until when an answer opens a free entry point, null when none is pending
 * @param freeEntryPointEnd null when none is open
 */
public record CustomerTruth(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    @Nullable Instant windowEnd,
    @Nullable Instant answerBy,
    @Nullable Instant freeEntryPointEnd,
    boolean marketingStopped) {

  public JsonObject view() {
    return JsonObject.of(
        "phone", phone,
        "user_id", userId,
        "parent_user_id", parentUserId,
        "window_end", text(windowEnd),
        "answer_by", text(answerBy),
        "free_entry_point_end", text(freeEntryPointEnd),
        "marketing_stopped", marketingStopped);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
