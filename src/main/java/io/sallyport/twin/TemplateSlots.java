package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The places of a template that take parameters: {@code header}, {@code body}, {@code button 0} ...
 * (PF §7.3).
 */
final class TemplateSlots {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /**
   * What one place takes: variables by name, or one parameter of a fixed type such as {@code
   * image}.
   */
  record Slot(List<String> variables, Optional<String> mediaType) {
    int size() {
      return mediaType.isPresent() ? 1 : variables.size();
    }
  }

  private TemplateSlots() {}

  static Map<String, Slot> of(TwinTemplate template) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (JsonObject component : objects(template.components())) {
      switch (component.getString("type", "").toUpperCase(Locale.ROOT)) {
        case "HEADER" -> slots.put("header", header(component));
        case "BODY" -> slots.put("body", text(component.getString("text", "")));
        case "BUTTONS" -> slots.putAll(buttons(objects(component.getValue("buttons"))));
        default -> {}
      }
    }
    return slots;
  }

  static List<JsonObject> objects(Object array) {
    List<JsonObject> objects = new ArrayList<>();
    if (array instanceof JsonArray list) {
      list.forEach(item -> objects.add(item instanceof JsonObject it ? it : new JsonObject()));
    }
    return objects;
  }

  private static Slot header(JsonObject header) {
    String format = header.getString("format", "TEXT").toLowerCase(Locale.ROOT);
    return format.equals("text") ? text(header.getString("text", "")) : fixed(format);
  }

  /** Quick replies and the rest take a parameter or leave it, so they are no slot. */
  private static Map<String, Slot> buttons(List<JsonObject> buttons) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (int i = 0; i < buttons.size(); i++) {
      String type = buttons.get(i).getString("type", "").toUpperCase(Locale.ROOT);
      if (type.equals("URL")) {
        slots.put("button " + i, text(buttons.get(i).getString("url", "")));
      } else if (type.equals("COPY_CODE")) {
        slots.put("button " + i, fixed("coupon_code"));
      }
    }
    return slots;
  }

  private static Slot fixed(String type) {
    return new Slot(List.of(), Optional.of(type));
  }

  private static Slot text(String text) {
    List<String> names =
        VARIABLE.matcher(text).results().map((MatchResult it) -> it.group(1)).distinct().toList();
    return new Slot(names, Optional.empty());
  }
}
