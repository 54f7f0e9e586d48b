package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.shape.Shape;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** {@code /api/v4/chats/templates/{id}/review}. */
final class ReviewCalls {
  private static final Set<String> STATUSES = Set.of("approved", "paused", "rejected");

  private final ChatTemplates templates;

  ReviewCalls(ChatTemplates templates) {
    this.templates = templates;
  }

  /** Asks for a review; none is started where one exists. */
  Response start(Account account, ChatTemplate template, Buffer body) {
    Shape.of(body).end();
    if (!template.isWaba()) {
      throw Problem.invalid("id", "only a waba template is reviewed");
    }
    if (template.isDraft()) {
      templates.startReview(template, Sources.idOf(account));
    }
    JsonArray reviews = new JsonArray();
    template.reviews().forEach(review -> reviews.add(review.view()));
    return Hal.ok(JsonObject.of("_embedded", JsonObject.of("reviews", reviews)));
  }

  Response decide(ChatTemplate template, String reviewId, Buffer body) {
    Shape shape = Shape.of(body);
    String status = shape.oneOf("status", STATUSES);
    String reason = shape.textOr("reject_reason", "");
    shape.end();
    try {
      return template
          .review(Long.parseUnsignedLong(reviewId), status, reason)
          .map(review -> Hal.ok(review.view()))
          .orElseThrow(Problem::notFound);
    } catch (NumberFormatException notAnId) {
      throw Problem.notFound();
    }
  }
}
