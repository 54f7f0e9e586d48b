package io.sallyport.twin;

import io.sallyport.twin.TemplateSlots.Slot;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the parameters of a send with what the template takes (PF §7.3, code 132000 and 132012).
 */
final class TemplateParameters {
  private TemplateParameters() {}

  static Optional<GraphError> mismatch(TwinTemplate template, JsonObject content) {
    Map<String, Slot> slots = TemplateSlots.of(template);
    Map<String, List<JsonObject>> given = given(content);
    boolean named = template.parameterFormat().equals("NAMED");
    for (Map.Entry<String, Slot> slot : slots.entrySet()) {
      List<JsonObject> parameters = given.getOrDefault(slot.getKey(), List.of());
      Optional<GraphError> error = compare(slot.getKey(), slot.getValue(), parameters, named);
      if (error.isPresent()) {
        return error;
      }
    }
    return surplus(slots, given);
  }

  private static Map<String, List<JsonObject>> given(JsonObject content) {
    Map<String, List<JsonObject>> given = new LinkedHashMap<>();
    for (JsonObject component : TemplateSlots.objects(content.getValue("components"))) {
      String type = String.valueOf(component.getValue("type")).toLowerCase(Locale.ROOT);
      String place = type.equals("button") ? "button " + component.getValue("index") : type;
      given.put(place, TemplateSlots.objects(component.getValue("parameters")));
    }
    return given;
  }

  private static Optional<GraphError> compare(
      String place, Slot slot, List<JsonObject> parameters, boolean named) {
    if (parameters.size() != slot.size()) {
      return Optional.of(wrongCount(place, parameters.size(), slot.size()));
    }
    if (slot.mediaType().isPresent()) {
      String expected = slot.mediaType().get();
      Object received = parameters.get(0).getValue("type");
      return expected.equals(received) ? Optional.empty() : Optional.of(wrongType(place, expected));
    }
    boolean namesMatter = named && !place.startsWith("button");
    if (namesMatter && !names(parameters).containsAll(slot.variables())) {
      String details = place + ": parameter names do not match " + slot.variables();
      return Optional.of(GraphError.parameterCount(details));
    }
    return Optional.empty();
  }

  private static Optional<GraphError> surplus(
      Map<String, Slot> slots, Map<String, List<JsonObject>> given) {
    return given.entrySet().stream()
        .filter(it -> it.getKey().equals("header") || it.getKey().equals("body"))
        .filter(it -> !slots.containsKey(it.getKey()) && !it.getValue().isEmpty())
        .map(it -> wrongCount(it.getKey(), it.getValue().size(), 0))
        .findFirst();
  }

  private static List<String> names(List<JsonObject> parameters) {
    return parameters.stream().map(it -> String.valueOf(it.getValue("parameter_name"))).toList();
  }

  private static GraphError wrongCount(String place, int given, int expected) {
    return GraphError.parameterCount(
        String.format(
            "%s: number of localizable_params (%d) does not match the expected number of params (%d)",
            place, given, expected));
  }

  private static GraphError wrongType(String place, String expected) {
    String details = place + ": Format mismatch, expected " + expected.toUpperCase(Locale.ROOT);
    return GraphError.parameterFormat(details);
  }
}
