package io.sallyport.twin.platform;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code debug_token} says of access tokens; of one that nobody has told of, all is well. */
public final class Tokens {
  /** The one app that all tokens were made for. */
  public static final String APP = "1234567890";

  private final Map<String, JsonObject> told = new ConcurrentHashMap<>();

  /**
   * From now on it says this.
   *
   * @param data members that differ: is_valid, expires_at (s, 0 for never), scopes
   */
  public void put(String token, JsonObject data) {
    told.put(token, data);
  }

  public void reset() {
    told.clear();
  }

  /** {@code data} of the answer. */
  public JsonObject debug(String token) {
    return JsonObject.of(
            "app_id",
            APP,
            "type",
            "SYSTEM_USER",
            "is_valid",
            true,
            "expires_at",
            0,
            "scopes",
            JsonArray.of(
                "whatsapp_business_management",
                "whatsapp_business_messaging",
                "pages_messaging",
                "instagram_manage_messages"))
        .mergeIn(told.getOrDefault(token, new JsonObject()));
  }
}
