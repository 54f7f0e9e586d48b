package io.sallyport.twin.messenger.sends;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that Meta took.
 *
 * @param account its id
 * @param by how the recipient was named
 * @param person who gets it, null if only Meta knows
 * @param text null without one
 */
public record Sent(
    String mid,
    String account,
    String by,
    @Nullable String person,
    @Nullable String text,
    Instant at) {

  public JsonObject view() {
    return JsonObject.of(
        "mid", mid, "account", account, "by", by, "to", person, "text", text, "at", at.toString());
  }
}
