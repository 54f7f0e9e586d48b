package io.sallyport.twin;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A message the twin accepted.
 *
 * @param to the customer's name in Meta's form
 * @param template its template's name
 * @param status {@code accepted}, {@code sent}, {@code delivered} or {@code failed}
 * @param error the code of a failure
 * @param title the title of a failure
 */
public record SentMessage(
    String id,
    String phoneNumberId,
    String to,
    String type,
    @Nullable String template,
    String status,
    @Nullable Integer error,
    @Nullable String title) {

  SentMessage withStatus(String to) {
    return new SentMessage(id, phoneNumberId, this.to, type, template, to, error, title);
  }

  SentMessage failed(Failure failure) {
    return new SentMessage(
        id, phoneNumberId, to, type, template, "failed", failure.code(), failure.title());
  }

  JsonObject view() {
    return JsonObject.of(
        "id", id,
        "to", to,
        "type", type,
        "template", template,
        "status", status,
        "error", error,
        "title", title);
  }
}
