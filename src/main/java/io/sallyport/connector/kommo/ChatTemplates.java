package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An account's templates at Kommo ({@code /api/v4/chats/templates}), of those that are ours. */
@Singleton
final class ChatTemplates {

  /** Kommo's largest page. */
  private static final int PAGE = 50;

  /** More is a loop. */
  private static final int MOST_PAGES = 200;

  private static final String PATH = "chats/templates";
  private static final String REQUEST = "request_id";
  private static final Pattern OURS = Pattern.compile("[0-9A-Za-z_]+/[0-9A-Za-z_-]+");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Whether it may be sent from one source. */
  record Review(long id, String status) {}

  /**
   * A template.
   *
   * @param externalId {@code name/language}
   */
  record Kept(long id, String externalId, String content, String category, List<Review> reviews) {}

  private final KommoRest rest;

  ChatTemplates(KommoRest rest) {
    this.rest = rest;
  }

  /** Kommo shows an integration its own templates only. */
  Future<List<Kept>> list(KommoAccount account) {
    return page(account, 1, new ArrayList<>());
  }

  private Future<List<Kept>> page(KommoAccount account, int page, List<Kept> found) {
    return rest.call(
            account,
            HttpMethod.GET,
            PATH + "?page=" + page + "&limit=" + PAGE + "&with=reviews",
            null)
        .compose(
            answer -> {
              found.addAll(ours(answer));
              boolean isLast = !answer.path("_links").path("next").path("href").isTextual();
              return isLast || page == MOST_PAGES
                  ? Future.succeededFuture(found)
                  : page(account, page + 1, found);
            });
  }

  private static List<Kept> ours(JsonNode answer) {
    List<Kept> ours = new ArrayList<>();
    for (JsonNode one : all(answer)) {
      String externalId = one.path("external_id").asText("");
      if (one.path("type").asText("waba").equals("waba") && OURS.matcher(externalId).matches()) {
        ours.add(kept(one, externalId));
      }
    }
    return ours;
  }

  private static JsonNode all(JsonNode answer) {
    return answer.path("_embedded").path("chat_templates");
  }

  private static Kept kept(JsonNode one, String externalId) {
    return new Kept(
        one.path("id").asLong(),
        externalId,
        one.path("content").asText(""),
        one.path("waba_category").asText(""),
        reviews(one));
  }

  private static List<Review> reviews(JsonNode answer) {
    List<Review> reviews = new ArrayList<>();
    for (JsonNode review : answer.path("_embedded").path("reviews")) {
      reviews.add(new Review(review.path("id").asLong(), review.path("status").asText("")));
    }
    return reviews;
  }

  /** All or none, as drafts. */
  Future<List<Kept>> create(KommoAccount account, List<KommoTemplate> all) {
    ArrayNode body = JSON.arrayNode();
    all.forEach(one -> body.add(one.json().put(REQUEST, one.externalId())));
    return rest.call(account, HttpMethod.POST, PATH, body).map(ChatTemplates::created);
  }

  /** Which is which Kommo says by the name that each had in the request. */
  private static List<Kept> created(JsonNode answer) {
    List<Kept> created = new ArrayList<>();
    for (JsonNode one : all(answer)) {
      created.add(kept(one, one.path(REQUEST).asText(one.path("external_id").asText(""))));
    }
    return created;
  }

  /** Puts a draft on review, for each source that takes WhatsApp's templates. */
  Future<List<Review>> submit(KommoAccount account, long id) {
    return rest.call(account, HttpMethod.POST, PATH + "/" + id + "/review", JSON.objectNode())
        .map(ChatTemplates::reviews);
  }

  /**
   * Ends or changes a review.
   *
   * @param status approved, paused or rejected
   */
  Future<Void> decide(KommoAccount account, long id, Review review, String status) {
    ObjectNode body = JSON.objectNode().put("status", status).put("reject_reason", "");
    String path = PATH + "/" + id + "/review/" + review.id();
    return rest.call(account, HttpMethod.POST, path, body).mapEmpty();
  }

  /** Also one that is not there. */
  Future<Void> remove(KommoAccount account, long id) {
    return rest.call(account, HttpMethod.DELETE, PATH + "/" + id, null)
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof KommoRest.Refused refused && refused.status() == 404
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }
}
