package io.sallyport.twin.kommo.templates;

import io.vertx.core.json.JsonObject;

/**
 * Whether a template may be sent from one source.
 *
 * @param status review, approved, paused or rejected
 */
public record Review(long id, long sourceId, String status, String rejectReason) {
  public Review with(String newStatus, String reason) {
    return new Review(id, sourceId, newStatus, reason);
  }

  public JsonObject view() {
    return JsonObject.of(
        "id", id, "source_id", sourceId, "status", status, "reject_reason", rejectReason);
  }
}
