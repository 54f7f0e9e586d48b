package io.sallyport.twin.outbound;

import io.sallyport.twin.people.FreeEntryPoint;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * The {@code pricing} and {@code conversation} objects of a delivered message's statuses
 * (platform-facts.md#price-in-a-status).
 */
record Pricing(String type, String category, Optional<FreeEntryPoint.Open> entryPoint) {
  /**
   * From here on, what is sent in a customer service window is charged too
   * (platform-facts.md#how-meta-charges).
   */
  private static final Instant SERVICE_CHARGED = Instant.parse("2026-10-01T00:00:00Z");

  static Pricing of(
      Send send, boolean windowOpen, Optional<FreeEntryPoint.Open> entry, Instant now) {
    if (entry.isPresent()) {
      return new Pricing("free_entry_point", "referral_conversion", entry);
    }
    String category = send.pricingCategory();
    boolean freeInWindow = category.equals("service") || category.equals("utility");
    boolean free = freeInWindow && windowOpen && now.isBefore(SERVICE_CHARGED);
    return new Pricing(free ? "free_customer_service" : "regular", category, entry);
  }

  JsonObject webhookView() {
    return JsonObject.of(
        "billable",
        type.equals("regular"),
        "pricing_model",
        "PMP",
        "type",
        type,
        "category",
        category);
  }

  /**
   * From v24.0 on only messages in a free entry point carry a conversation
   * (platform-facts.md#price-in-a-status).
   */
  Optional<JsonObject> conversationView(boolean withExpiration) {
    return entryPoint.map(
        open -> {
          JsonObject conversation = JsonObject.of("id", open.conversationId());
          if (withExpiration) {
            String end = Long.toString(open.end().getEpochSecond());
            conversation.put("expiration_timestamp", end);
          }
          return conversation.put("origin", JsonObject.of("type", category));
        });
  }
}
