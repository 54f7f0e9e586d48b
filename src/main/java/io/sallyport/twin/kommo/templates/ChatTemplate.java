package io.sallyport.twin.kommo.templates;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One template of an account. A {@code waba} template without a review is a draft. */
public final class ChatTemplate {
  private final long id;
  private final long accountId;
  private final Instant created;
  private final JsonObject fields;
  private final List<Review> reviews = new ArrayList<>();
  private Instant updated;

  ChatTemplate(long id, long accountId, Instant created, JsonObject fields) {
    this.id = id;
    this.accountId = accountId;
    this.created = created;
    this.updated = created;
    this.fields = fields.copy();
  }

  public long id() {
    return id;
  }

  public synchronized String name() {
    return fields.getString("name");
  }

  public synchronized @Nullable String externalId() {
    return fields.getString("external_id");
  }

  public synchronized String content() {
    return fields.getString("content");
  }

  public synchronized JsonArray buttons() {
    return fields.getJsonArray("buttons", new JsonArray());
  }

  public synchronized @Nullable JsonObject attachment() {
    return fields.getJsonObject("attachment");
  }

  public synchronized boolean isWaba() {
    return "waba".equals(fields.getString("type"));
  }

  public synchronized boolean isDraft() {
    return reviews.isEmpty();
  }

  /** What a manager may pick: of those for WhatsApp only the approved. */
  public boolean isOffered() {
    return !isWaba() || "approved".equals(reviewStatus());
  }

  public synchronized @Nullable String reviewStatus() {
    return reviews.isEmpty() ? null : reviews.get(reviews.size() - 1).status();
  }

  public synchronized void change(JsonObject to, Instant at) {
    fields.mergeIn(to);
    updated = at;
  }

  public synchronized void add(Review review) {
    reviews.add(review);
  }

  public synchronized Optional<Review> review(long reviewId, String status, String reason) {
    for (int i = 0; i < reviews.size(); i++) {
      if (reviews.get(i).id() == reviewId) {
        reviews.set(i, reviews.get(i).with(status, reason));
        return Optional.of(reviews.get(i));
      }
    }
    return Optional.empty();
  }

  public synchronized List<Review> reviews() {
    return List.copyOf(reviews);
  }

  public synchronized JsonObject view(boolean withReviews) {
    JsonObject view = JsonObject.of("id", id, "account_id", accountId).mergeIn(fields.copy());
    view.put("created_at", created.getEpochSecond()).put("updated_at", updated.getEpochSecond());
    if (withReviews) {
      JsonArray all = new JsonArray();
      reviews.forEach(review -> all.add(review.view()));
      view.put("review_status", reviewStatus())
          .put("is_on_review", "review".equals(reviewStatus()))
          .put("_embedded", JsonObject.of("reviews", all));
    }
    return view;
  }
}
