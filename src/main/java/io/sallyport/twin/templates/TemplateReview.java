package io.sallyport.twin.templates;

import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What Meta's reviewers do to templates, and the webhooks about it
 * (platform-facts.md#template-webhooks).
 */
public final class TemplateReview {
  private final TwinClock clock;
  private final Templates templates;
  private final Webhooks webhooks;

  public TemplateReview(TwinClock clock, Templates templates, Webhooks webhooks) {
    this.clock = clock;
    this.templates = templates;
    this.webhooks = webhooks;
  }

  public Future<Integer> announceStatus(TwinTemplate template) {
    JsonObject value = JsonObject.of("event", template.status()).mergeIn(subject(template));
    value.put("reason", template.status().equals("REJECTED") ? "INVALID_FORMAT" : "NONE");
    value.put("message_template_category", template.category());
    if (template.status().equals("PAUSED")) {
      String description = "Template is paused for 3 hours due to low quality.";
      value.put("other_info", JsonObject.of("title", "FIRST_PAUSE", "description", description));
    }
    if (template.status().equals("DISABLED")) {
      long now = clock.now().getEpochSecond();
      value.put("disable_info", JsonObject.of("disable_date", now));
    }
    return deliver(template, "message_template_status_update", value);
  }

  /** Changes the category now, and sends the webhook about it. */
  public Future<Integer> changeCategory(TwinTemplate template, String category) {
    templates.put(template.withCategory(category));
    JsonObject value = subject(template);
    value.put("previous_category", template.category()).put("new_category", category);
    return deliver(template, "template_category_update", value);
  }

  /**
   * Sends the webhook about a change to come, whose {@code new_category} is still the present one;
   * the change follows by itself when due.
   */
  public Future<Integer> announceCategory(TwinTemplate template, String category, Duration in) {
    Instant due = clock.now().plus(in);
    clock.at(
        due,
        () ->
            templates
                .find(template.wabaId(), template.name(), template.language())
                .ifPresent(current -> changeCategory(current, category)));
    JsonObject value = subject(template).put("new_category", template.category());
    value.put("correct_category", category);
    value.put("category_update_timestamp", due.getEpochSecond());
    return deliver(template, "template_category_update", value);
  }

  /**
   * The language with a hyphen and the id as a number, unlike in the API
   * (platform-facts.md#template-webhooks).
   */
  private static JsonObject subject(TwinTemplate template) {
    return JsonObject.of(
        "message_template_id", template.id(),
        "message_template_name", template.name(),
        "message_template_language", template.language().replace('_', '-'));
  }

  private Future<Integer> deliver(TwinTemplate template, String field, JsonObject value) {
    return webhooks.aboutAccount(template.wabaId(), field, value);
  }
}
