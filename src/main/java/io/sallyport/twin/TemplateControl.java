package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** {@code /twin/templates}: list, upsert, delete, change of category. */
final class TemplateControl {
  private final World world;
  private final TemplateDesk desk;

  TemplateControl(World world) {
    this.world = world;
    this.desk = new TemplateDesk(world);
  }

  Future<Reply> answer(Call call) {
    if (call.is("GET", 2)) {
      JsonArray all = new JsonArray();
      world.shelf().all().forEach(template -> all.add(template.graphView()));
      return ControlApi.done(Reply.ok(all));
    }
    if (call.is("POST", 2)) {
      return upsert(call);
    }
    if (call.is("POST", 3) && call.segment(2).equals("category")) {
      return category(call.json());
    }
    if (call.is("DELETE", 3)) {
      boolean deleted = world.shelf().remove(call.segment(2));
      return ControlApi.done(Reply.ok(JsonObject.of("deleted", deleted)));
    }
    return ControlApi.unknown(call);
  }

  private Future<Reply> upsert(Call call) {
    TwinTemplate template = merged(call.json());
    world.shelf().put(template);
    JsonObject view = template.graphView();
    return call.query().contains("webhook")
        ? desk.announceStatus(template).map(status -> Reply.ok(view.put("webhook", status)))
        : ControlApi.done(Reply.ok(view));
  }

  /** What the body leaves out stays as it is; a new template is an approved utility template. */
  private TwinTemplate merged(JsonObject body) {
    String name = name(body);
    String waba = body.getString("waba_id", world.options().firstNumber().wabaId());
    String language = body.getString("language", "en_US");
    TwinTemplate old =
        world
            .shelf()
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

  private Future<Reply> category(JsonObject body) {
    TwinTemplate template = existing(body);
    String correct = body.getString("correct_category");
    String changed = body.getString("new_category");
    if (correct == null && changed == null) {
      throw new IllegalArgumentException("correct_category (with in) or new_category is needed");
    }
    Future<Integer> webhook =
        correct != null
            ? desk.announceCategory(
                template, upper(correct), Span.parse(body.getString("in", "24h")))
            : desk.changeCategory(template, upper(changed));
    return webhook.map(status -> Reply.ok(JsonObject.of("webhook", status)));
  }

  private TwinTemplate existing(JsonObject body) {
    String name = name(body);
    String waba = body.getString("waba_id", world.options().firstNumber().wabaId());
    return world
        .shelf()
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
