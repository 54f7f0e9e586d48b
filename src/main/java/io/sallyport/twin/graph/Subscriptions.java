package io.sallyport.twin.graph;

import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Meta says that it delivers webhooks (platform-facts.md#webhook-override). What is told here
 * is only said: the twin delivers to the one address it has.
 */
public final class Subscriptions {

  private static final List<String> FIELDS =
      List.of(
          "messages",
          "user_preferences",
          "account_update",
          "message_template_status_update",
          "message_template_quality_update",
          "message_template_components_update",
          "template_category_update",
          "phone_number_quality_update",
          "business_capability_update",
          "smb_message_echoes",
          "history",
          "calls",
          "standby");

  private static final String OVERRIDE = "override_callback_uri";

  private final String appId;
  private final Supplier<@Nullable String> address;
  private final Map<String, JsonObject> told = new ConcurrentHashMap<>();

  /**
   * @param appId the one app's
   * @param address where the twin delivers
   */
  public Subscriptions(String appId, Supplier<@Nullable String> address) {
    this.appId = appId;
    this.address = address;
  }

  /**
   * From now on it is so.
   *
   * @param id of a WABA, a number or the app
   * @param data members that differ: of a WABA subscribed and override_callback_uri, of a number
   *     override_callback_uri, of the app fields and callback_url
   */
  public void put(String id, JsonObject data) {
    told.put(id, data);
  }

  public void reset() {
    told.clear();
  }

  public boolean isApp(String id) {
    return appId.equals(id);
  }

  private JsonObject told(String id) {
    return told.getOrDefault(id, new JsonObject());
  }

  /** {@code GET /{waba}/subscribed_apps}. */
  JsonObject ofWaba(String wabaId) {
    if (!told(wabaId).getBoolean("subscribed", true)) {
      return JsonObject.of("data", new JsonArray());
    }
    JsonObject app =
        JsonObject.of(
            "whatsapp_business_api_data",
            JsonObject.of(
                "id",
                appId,
                "link",
                "https://www.facebook.com/games/?app_id=" + appId,
                "name",
                "Twin Test App"));
    if (told(wabaId).containsKey(OVERRIDE)) {
      app.put(OVERRIDE, told(wabaId).getString(OVERRIDE));
    }
    return JsonObject.of("data", JsonArray.of(app));
  }

  /** {@code webhook_configuration} of a number. */
  JsonObject ofNumber(TwinNumber number) {
    JsonObject configuration = JsonObject.of("application", String.valueOf(address.get()));
    if (told(number.wabaId()).containsKey(OVERRIDE)) {
      configuration.put("whatsapp_business_account", told(number.wabaId()).getString(OVERRIDE));
    }
    if (told(number.pnid()).containsKey(OVERRIDE)) {
      configuration.put("phone_number", told(number.pnid()).getString(OVERRIDE));
    }
    return configuration;
  }

  /** {@code GET /{app}/subscriptions}. */
  JsonObject ofApp() {
    JsonArray fields = new JsonArray();
    told(appId)
        .getJsonArray("fields", new JsonArray(FIELDS))
        .forEach(field -> fields.add(JsonObject.of("name", field, "version", "v25.0")));
    JsonObject subscription =
        JsonObject.of(
            "object",
            "whatsapp_business_account",
            "callback_url",
            told(appId).getString("callback_url", String.valueOf(address.get())),
            "active",
            true,
            "fields",
            fields);
    return JsonObject.of("data", JsonArray.of(subscription));
  }
}
