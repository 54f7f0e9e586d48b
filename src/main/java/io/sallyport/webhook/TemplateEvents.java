package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads webhooks about templates (platform-facts.md#template-webhooks). */
final class TemplateEvents {

  /** Events whose name is not the status that follows them. */
  private static final Map<String, String> RENAMED =
      Map.of("REINSTATED", Template.APPROVED, "UNARCHIVED", Template.APPROVED);

  /** Events named like the status that follows them. */
  private static final Set<String> STATUSES =
      Set.of(
          Template.APPROVED,
          Template.PAUSED,
          Template.DISABLED,
          "ARCHIVED",
          "DELETED",
          "IN_APPEAL",
          "PENDING",
          "PENDING_DELETION",
          "REJECTED");

  /** Warnings: the template can still be sent. */
  private static final Set<String> WARNINGS = Set.of("FLAGGED", "LOCKED", "LIMIT_EXCEEDED");

  private TemplateEvents() {}

  /** The event; empty when the webhook is not about a template, or only a warning. */
  static Optional<TemplateEvent> read(String field, JsonNode value, JsonNode time) {
    if (!field.startsWith("message_template_") && !field.equals("template_category_update")) {
      return Optional.empty();
    }
    Template.Key key =
        Template.Key.ofWebhook(
            text(value, "message_template_name"), text(value, "message_template_language"));
    Instant at = WebhookReader.at(time);
    // Meta's sample of a quality update has the field name of a status update.
    if (value.has("new_quality_score")) {
      return Optional.of(
          new TemplateEvent.QualityChanged(key, at, text(value, "new_quality_score")));
    }
    return switch (field) {
      case "message_template_status_update" -> status(key, at, value);
      case "template_category_update" -> Optional.of(category(key, at, value));
      default -> Optional.of(new TemplateEvent.Outdated(key, at));
    };
  }

  private static Optional<TemplateEvent> status(Template.Key key, Instant at, JsonNode value) {
    String event = text(value, "event").toUpperCase(Locale.ROOT);
    if (WARNINGS.contains(event)) {
      return Optional.empty();
    }
    String status = RENAMED.getOrDefault(event, event);
    return Optional.of(
        STATUSES.contains(status)
            ? new TemplateEvent.StatusChanged(
                key, at, status, optional(value, "message_template_category"))
            : new TemplateEvent.Outdated(key, at));
  }

  /**
   * With {@code correct_category} the change is announced for later, and {@code new_category} is
   * the category until then.
   */
  private static TemplateEvent category(Template.Key key, Instant at, JsonNode value) {
    Category correct = optional(value, "correct_category");
    if (correct != null) {
      Instant from = Seconds.of(value.path("category_update_timestamp"));
      return new TemplateEvent.CategoryImpending(key, at, new CategoryChange(correct, from));
    }
    return new TemplateEvent.CategoryChanged(key, at, new Category(text(value, "new_category")));
  }

  private static @Nullable Category optional(JsonNode value, String member) {
    return value.hasNonNull(member) ? new Category(value.path(member).asText()) : null;
  }

  private static String text(JsonNode value, String member) {
    String text = value.path(member).asText("");
    if (text.isEmpty()) {
      throw new Unreadable();
    }
    return text;
  }
}
