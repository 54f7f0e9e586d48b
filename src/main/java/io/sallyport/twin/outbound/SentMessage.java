package io.sallyport.twin.outbound;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message the twin accepted. What becomes of it is decided at once; {@code status} is the last
 * status the gateway was told.
 *
 * @param to the customer's name as the twin knows it: wa_id, else BSUID
 * @param template its template's name
 * @param status {@code accepted}, {@code sent}, {@code delivered} or {@code failed}
 * @param error the code it fails with, null when it is delivered
 * @param title the title of a failure
 * @param pricing {@code regular}, {@code free_customer_service} or {@code free_entry_point}, null
 *     when it fails
 * @param category the category it is priced in, null when it fails
 * @param at when it was accepted, in the twin's time
 */
public record SentMessage(
    String id,
    String phoneNumberId,
    String to,
    String type,
    @Nullable String template,
    String status,
    @Nullable Integer error,
    @Nullable String title,
    @Nullable String pricing,
    @Nullable String category,
    Instant at) {

  /** Whether it reaches the customer, even if no status has said so yet. */
  public boolean reachesCustomer() {
    return error == null;
  }

  SentMessage withStatus(String now) {
    return new SentMessage(
        id, phoneNumberId, to, type, template, now, error, title, pricing, category, at);
  }

  public JsonObject view() {
    JsonObject view = JsonObject.of("id", id, "phone_number_id", phoneNumberId, "to", to);
    view.put("type", type).put("template", template).put("status", status);
    view.put("error", error).put("title", title);
    view.put("pricing", pricing).put("category", category);
    return view.put("at", at.toString());
  }
}
