package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.templates.TemplateReview;
import io.sallyport.twin.templates.Templates;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** {@code /twin/templates}: list, upsert, delete, change of category. */
public final class TemplateControl implements Control {
  private final Templates templates;
  private final TemplateReview review;
  private final String defaultWaba;

  /**
   * @param defaultWaba of calls that name none
   */
  public TemplateControl(Templates templates, TemplateReview review, String defaultWaba) {
    this.templates = templates;
    this.review = review;
    this.defaultWaba = defaultWaba;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("GET", 2)) {
      JsonArray all = new JsonArray();
      templates.all().forEach(template -> all.add(template.graphView()));
      return Control.done(Response.ok(all));
    }
    if (request.is("POST", 2)) {
      return upsert(request);
    }
    if (request.is("POST", 3) && request.segment(2).equals("category")) {
      return category(request.json());
    }
    if (request.is("DELETE", 3)) {
      boolean deleted = templates.remove(request.segment(2));
      return Control.done(Response.ok(JsonObject.of("deleted", deleted)));
    }
    return Control.unknown(request);
  }

  private Future<Response> upsert(Request request) {
    TwinTemplate template = merged(request.json());
    templates.put(template);
    JsonObject view = template.graphView();
    return request.query().contains("webhook")
        ? review.announceStatus(template).map(status -> Response.ok(view.put("webhook", status)))
        : Control.done(Response.ok(view));
  }

  /** What the body leaves out stays as it is; a new template is an approved utility template. */
  private TwinTemplate merged(JsonObject body) {
    String name = name(body);
    String waba = body.getString("waba_id", defaultWaba);
    String language = body.getString("language", "en_US");
    TwinTemplate old =
        templates
            .find(waba, name, language)
            .orElseGet(() -> TwinTemplate.of(waba, name, "UTILITY", "Hello from the twin."));
    return new TwinTemplate(
        waba,
        name,
        language,
        upper(body.getString("category", old.category())),
        upper(body.getString("status", old.status())),
        upper(body.getString("parameter_format", old.parameterFormat())),
        body.getJsonArray("components", old.components()));
  }

  private Future<Response> category(JsonObject body) {
    TwinTemplate template = existing(body);
    String correct = body.getString("correct_category");
    String changed = body.getString("new_category");
    if (correct == null && changed == null) {
      throw new IllegalArgumentException("correct_category (with in) or new_category is needed");
    }
    Future<Integer> webhook =
        correct != null
            ? review.announceCategory(
                template, upper(correct), Span.parse(body.getString("in", "24h")))
            : review.changeCategory(template, upper(changed));
    return Control.told(webhook);
  }

  private TwinTemplate existing(JsonObject body) {
    String name = name(body);
    String waba = body.getString("waba_id", defaultWaba);
    return templates
        .find(waba, name, body.getString("language", "en_US"))
        .orElseThrow(() -> new IllegalArgumentException("No template " + name));
  }

  private static String name(JsonObject body) {
    String name = body.getString("name");
    if (name == null || !name.matches("[a-z0-9_]{1,512}")) {
      throw new IllegalArgumentException("name must be lower case letters, digits and _");
    }
    return name;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
