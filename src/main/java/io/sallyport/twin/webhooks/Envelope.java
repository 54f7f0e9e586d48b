package io.sallyport.twin.webhooks;

import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Webhook payloads (platform-facts.md#webhook-envelope). */
public final class Envelope {
  private Envelope() {}

  /** The start of every value that belongs to a phone number. */
  public static JsonObject messagingValue(TwinNumber number) {
    return JsonObject.of("messaging_product", "whatsapp", "metadata", number.metadata());
  }

  static JsonObject of(String wabaId, String field, JsonObject value) {
    return wrap(JsonObject.of("id", wabaId, "changes", changes(field, value)));
  }

  /** Template and account fields carry an integer time in the entry. */
  static JsonObject of(String wabaId, Instant time, String field, JsonObject value) {
    long seconds = time.getEpochSecond();
    return wrap(JsonObject.of("id", wabaId, "time", seconds, "changes", changes(field, value)));
  }

  /** Several payloads of one object as one: Meta batches by entries. One alone stays as it is. */
  static JsonObject batch(List<JsonObject> payloads) {
    if (payloads.size() == 1) {
      return payloads.get(0);
    }
    JsonArray entries = new JsonArray();
    payloads.forEach(payload -> entries.addAll(payload.getJsonArray("entry")));
    return JsonObject.of("object", payloads.get(0).getString("object"), "entry", entries);
  }

  private static JsonArray changes(String field, JsonObject value) {
    return JsonArray.of(JsonObject.of("value", value, "field", field));
  }

  private static JsonObject wrap(JsonObject entry) {
    return JsonObject.of("object", "whatsapp_business_account", "entry", JsonArray.of(entry));
  }
}
