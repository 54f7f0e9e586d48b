package io.sallyport.twin.templates;

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

/** The places of a template that take parameters (platform-facts.md#template-parameters). */
public final class TemplateSlots {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /**
   * What the header or the body takes: variables by name, or one parameter of a fixed type such as
   * {@code image}.
   */
  public record Slot(List<String> variables, Optional<String> mediaType) {
    public int size() {
      return mediaType.isPresent() ? 1 : variables.size();
    }
  }

  /**
   * One of the template's buttons.
   *
   * @param type upper case: {@code URL}, {@code QUICK_REPLY}, {@code PHONE_NUMBER}, ...
   * @param variables of its address, by name
   */
  public record Button(String type, List<String> variables) {}

  private TemplateSlots() {}

  /** By {@code header} and {@code body}. */
  public static Map<String, Slot> of(TwinTemplate template) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (JsonObject component : objects(template.components())) {
      switch (type(component)) {
        case "HEADER" -> slots.put("header", header(component));
        case "BODY" ->
            slots.put("body", new Slot(variables(component.getString("text")), Optional.empty()));
        default -> {}
      }
    }
    return slots;
  }

  /**
   * All of them, static ones too: {@code index} counts them (platform-facts.md#button-parameters).
   */
  public static List<Button> buttons(TwinTemplate template) {
    return objects(template.components()).stream()
        .filter(component -> type(component).equals("BUTTONS"))
        .flatMap(component -> objects(component.getValue("buttons")).stream())
        .map(button -> new Button(type(button), variables(button.getString("url"))))
        .toList();
  }

  public static List<JsonObject> objects(Object array) {
    List<JsonObject> objects = new ArrayList<>();
    if (array instanceof JsonArray list) {
      list.forEach(item -> objects.add(item instanceof JsonObject it ? it : new JsonObject()));
    }
    return objects;
  }

  public static String type(JsonObject object) {
    return String.valueOf(object.getValue("type")).toUpperCase(Locale.ROOT);
  }

  private static Slot header(JsonObject header) {
    String format = header.getString("format", "TEXT").toLowerCase(Locale.ROOT);
    return format.equals("text")
        ? new Slot(variables(header.getString("text")), Optional.empty())
        : new Slot(List.of(), Optional.of(format));
  }

  private static List<String> variables(String text) {
    return VARIABLE
        .matcher(text == null ? "" : text)
        .results()
        .map((MatchResult it) -> it.group(1))
        .distinct()
        .toList();
  }
}
