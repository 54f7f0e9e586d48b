package io.sallyport.redis.store;

import io.sallyport.redis.core.Call;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateContent.Button;
import io.sallyport.template.TemplateEvent;
import io.sallyport.template.TemplateParameters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A template as the hash holds it: field {@code name/language}, value a flat JSON object, which the
 * scripts change member by member. {@code status_at}, {@code category_at} and {@code quality_at}
 * are Meta's times of the newest webhook for each, {@code status_heard} and so on Redis's times of
 * it; {@code heard} is that of the newest of all, {@code listed} when Meta was last asked. {@code
 * content} is JSON of its own, as a text: the scripts would write an empty list as an object.
 */
final class StoredTemplate {

  private StoredTemplate() {}

  /** Neither names nor languages have a slash (platform-facts.md#template-names-and-languages). */
  static String field(Template.Key key) {
    return key.name() + "/" + key.language();
  }

  static String write(Template template) {
    JsonObject json =
        new JsonObject()
            .put("category", template.category().name())
            .put("status", template.status());
    if (template.parameters() != null) {
      json.put("parameters", template.parameters().asText());
      putIfKnown(json, "header", template.parameters().headerMedium());
    }
    putIfKnown(json, "quality", template.quality());
    if (template.content() != null) {
      json.put("content", write(template.content()));
    }
    return json.encode();
  }

  private static String write(TemplateContent content) {
    JsonArray buttons = new JsonArray();
    content
        .buttons()
        .forEach(button -> buttons.add(JsonObject.of("text", button.text(), "url", button.url())));
    return JsonObject.of("body", content.body(), "header", content.header())
        .put("footer", content.footer())
        .put("buttons", buttons)
        .put("whole", content.isWhole())
        .encode();
  }

  private static void putIfKnown(JsonObject json, String member, @Nullable String value) {
    if (value != null) {
      json.put(member, value);
    }
  }

  /** Empty when it is not one: another version's, or somebody's own. The others still count. */
  static Optional<Template> read(String field, String value) {
    try {
      return Optional.of(parse(field, value));
    } catch (RuntimeException notATemplate) {
      return Optional.empty();
    }
  }

  private static Template parse(String field, String value) {
    JsonObject json = new JsonObject(value);
    int slash = field.lastIndexOf('/');
    String parameters = json.getString("parameters");
    return new Template(
        new Template.Key(field.substring(0, slash), field.substring(slash + 1)),
        new Category(json.getString("category")),
        json.getString("status"),
        impending(json),
        parameters == null ? null : TemplateParameters.ofText(parameters, json.getString("header")),
        json.getString("quality"),
        content(json.getString("content")));
  }

  private static @Nullable TemplateContent content(@Nullable String stored) {
    if (stored == null) {
      return null;
    }
    JsonObject json = new JsonObject(stored);
    JsonArray buttons = json.getJsonArray("buttons");
    return new TemplateContent(
        json.getString("body"),
        json.getString("header"),
        json.getString("footer"),
        IntStream.range(0, buttons.size())
            .mapToObj(buttons::getJsonObject)
            .map(button -> new Button(button.getString("text"), button.getString("url")))
            .toList(),
        json.getBoolean("whole"));
  }

  private static @Nullable CategoryChange impending(JsonObject json) {
    String category = json.getString("impending");
    return category == null
        ? null
        : new CategoryChange(
            new Category(category), Instant.ofEpochSecond(json.getLong("impending_at")));
  }

  /** What an event says, for templates-apply.lua. */
  static void setChange(Call apply, TemplateEvent event) {
    if (event instanceof TemplateEvent.StatusChanged changed) {
      apply.set("about", "status").set("value", changed.status());
      if (changed.category() != null) {
        apply.set("category", changed.category().name());
      }
    } else if (event instanceof TemplateEvent.CategoryChanged changed) {
      apply.set("about", "category").set("value", changed.category().name());
    } else if (event instanceof TemplateEvent.CategoryImpending impending) {
      apply
          .set("about", "impending")
          .set("value", impending.change().to().name())
          .set("from", impending.change().at().getEpochSecond());
    } else if (event instanceof TemplateEvent.QualityChanged changed) {
      apply.set("about", "quality").set("value", changed.quality());
    } else {
      apply.set("about", "outdated");
    }
  }
}
