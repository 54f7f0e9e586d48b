package io.sallyport.twin.kommo.hooks;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A hook that was posted.
 *
 * @param status the channel's answer; 0 for none within the patience
 */
public record SentHook(Instant at, String scopeId, JsonObject body, int status, long millis) {
  public JsonObject view() {
    return JsonObject.of(
        "at", at.toString(), "scope_id", scopeId, "status", status, "millis", millis, "body", body);
  }
}
