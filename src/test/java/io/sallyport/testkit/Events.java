package io.sallyport.testkit;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Meta's webhooks tell (platform-facts.md#webhook-envelope). Methods give one entry each;
 * {@link #delivery} puts them together.
 */
public final class Events {
  private static final AtomicInteger IDS = new AtomicInteger();

  private Events() {}

  public static JsonObject delivery(JsonObject... entries) {
    return JsonObject.of(
        "object", "whatsapp_business_account", "entry", JsonArray.of((Object[]) entries));
  }

  public static String newWamid() {
    return "wamid.HBgLMTY1MDU1NTEyMzQ" + IDS.incrementAndGet();
  }

  public static JsonObject inbound(String from, Instant at) {
    return inbound(World.NUMBER, JsonObject.of("from", from), "text", at);
  }

  /**
   * @param sender the members that name the sender
   */
  public static JsonObject inbound(String number, JsonObject sender, String type, Instant at) {
    return messages(number, message(sender, type, at));
  }

  public static JsonObject message(JsonObject sender, String type, Instant at) {
    return sender
        .copy()
        .put("id", newWamid())
        .put("timestamp", seconds(at))
        .put("type", type)
        .put(type, JsonObject.of("body", "Do you have it in blue?"));
  }

  public static JsonObject messages(String number, JsonObject... messages) {
    return change("messages", of(number).put("messages", JsonArray.of((Object[]) messages)));
  }

  public static String contact(int i) {
    return String.format("1650555%04d", i);
  }

  /** Contacts, the first so many, write to a number. */
  public static void openWindows(Gateway gateway, String number, int contacts) {
    JsonArray messages = new JsonArray();
    for (int i = 0; i < contacts; i++) {
      messages.add(message(JsonObject.of("from", contact(i)), "text", Instant.now()));
    }
    byte[] body =
        delivery(change("messages", of(number).put("messages", messages)))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    try (Twin twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET))) {
      Answer answer = gateway.webhook(body, twin.sign(body));
      if (answer.status() != 200) {
        throw new IllegalStateException("The webhook got " + answer.status());
      }
    }
  }

  public static JsonObject failed(String to, String wamid, int code, Instant at) {
    JsonObject error = JsonObject.of("code", code, "title", "It failed", "message", "It failed");
    return statuses(status(to, wamid, "failed", at).put("errors", JsonArray.of(error)));
  }

  public static JsonObject status(String to, String wamid, String status, Instant at) {
    return JsonObject.of("id", wamid, "status", status, "timestamp", seconds(at))
        .put("recipient_id", to);
  }

  public static JsonObject statuses(JsonObject... statuses) {
    return change("messages", of(World.NUMBER).put("statuses", JsonArray.of((Object[]) statuses)));
  }

  /** Its timestamp is an integer, unlike all others (platform-facts.md#timestamps). */
  public static JsonObject preference(String waId, String value, Instant at) {
    JsonObject preference =
        JsonObject.of("wa_id", waId, "category", "marketing_messages", "value", value)
            .put("timestamp", at.getEpochSecond());
    return change(
        "user_preferences", of(World.NUMBER).put("user_preferences", JsonArray.of(preference)));
  }

  public static JsonObject templateStatus(String name, String language, String event, Instant at) {
    JsonObject value = template(name, language).put("event", event).put("reason", "NONE");
    return change("message_template_status_update", value).put("time", at.getEpochSecond());
  }

  public static JsonObject categoryChanged(String name, String from, String to, Instant at) {
    JsonObject value = template(name, "en-US").put("previous_category", from);
    return change("template_category_update", value.put("new_category", to))
        .put("time", at.getEpochSecond());
  }

  /** An announcement; {@code new_category} is the present one in it. */
  public static JsonObject categoryImpending(String name, String from, String to, Instant due) {
    JsonObject value = template(name, "en-US").put("new_category", from);
    value.put("correct_category", to).put("category_update_timestamp", due.getEpochSecond());
    return change("template_category_update", value).put("time", Instant.now().getEpochSecond());
  }

  /** An update of an account as its partner gets it: in an entry of the partner's own. */
  public static JsonObject account(String event, String waba, Instant at) {
    JsonObject value = JsonObject.of("event", event, "waba_info", JsonObject.of("waba_id", waba));
    return change("account_update", value)
        .put("id", "506914307656634")
        .put("time", at.getEpochSecond());
  }

  /** The same, with one more member. */
  public static JsonObject account(
      String event, String waba, Instant at, String member, JsonObject content) {
    JsonObject entry = account(event, waba, at);
    entry.getJsonArray("changes").getJsonObject(0).getJsonObject("value").put(member, content);
    return entry;
  }

  public static JsonObject template(String name, String language) {
    return JsonObject.of("message_template_id", 278077987957091L)
        .put("message_template_name", name)
        .put("message_template_language", language);
  }

  public static JsonObject change(String field, JsonObject value) {
    JsonObject change = JsonObject.of("field", field, "value", value);
    return JsonObject.of("id", World.WABA, "changes", JsonArray.of(change));
  }

  /** The start of every value that belongs to a number. */
  public static JsonObject of(String number) {
    return JsonObject.of("messaging_product", "whatsapp")
        .put(
            "metadata",
            JsonObject.of("display_phone_number", "15550783881", "phone_number_id", number));
  }

  public static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
