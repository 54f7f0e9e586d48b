package io.sallyport.twin.graph;

import io.sallyport.twin.templates.TemplateSlots;
import io.sallyport.twin.templates.TemplateSlots.Slot;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares the parameters of a send with what the template takes
 * (platform-facts.md#template-parameters, #template-parameter-errors, #template-values).
 */
final class TemplateParameters {
  /** What no value may hold. */
  private static final Pattern BROKEN = Pattern.compile("[\n\t]| {5}");

  private TemplateParameters() {}

  static Optional<GraphError> mismatch(TwinTemplate template, JsonObject content) {
    Map<String, List<JsonObject>> given = new LinkedHashMap<>();
    List<JsonObject> buttons = new ArrayList<>();
    for (JsonObject component : TemplateSlots.objects(content.getValue("components"))) {
      String type = TemplateSlots.type(component).toLowerCase(Locale.ROOT);
      if (type.equals("button")) {
        buttons.add(component);
      } else {
        given.put(type, TemplateSlots.objects(component.getValue("parameters")));
      }
    }
    Map<String, Slot> slots = TemplateSlots.of(template);
    boolean named = template.parameterFormat().equals("NAMED");
    return slots.entrySet().stream()
        .flatMap(
            slot ->
                compare(
                    slot.getKey(),
                    slot.getValue(),
                    given.getOrDefault(slot.getKey(), List.of()),
                    named)
                    .stream())
        .findFirst()
        .or(() -> ButtonParameters.mismatch(TemplateSlots.buttons(template), buttons))
        .or(() -> surplus(slots, given));
  }

  private static Optional<GraphError> compare(
      String place, Slot slot, List<JsonObject> parameters, boolean named) {
    if (slot.mediaType().isPresent() && parameters.size() < 2) {
      String expected = slot.mediaType().get().toUpperCase(Locale.ROOT);
      boolean hasType = !parameters.isEmpty() && parameters.get(0).containsKey("type");
      String received = hasType ? TemplateSlots.type(parameters.get(0)) : "UNKNOWN";
      return expected.equals(received)
          ? Optional.empty()
          : Optional.of(wrongType(place, expected, received));
    }
    if (parameters.size() != slot.size()) {
      return Optional.of(wrongCount(place, parameters.size(), slot.size()));
    }
    if (named) {
      Optional<GraphError> wrongName = compareNames(place, slot.variables(), names(parameters));
      if (wrongName.isPresent()) {
        return wrongName;
      }
    }
    return parameters.stream().flatMap(it -> brokenText(place, it).stream()).findFirst();
  }

  private static Optional<GraphError> compareNames(
      String place, List<String> variables, List<String> names) {
    if (names.contains("")) {
      String details = place + ": Parameter name is missing or empty";
      return Optional.of(GraphError.invalidParameter(details));
    }
    return names.containsAll(variables)
        ? Optional.empty()
        : Optional.of(
            GraphError.parameterCount(place + ": parameter names do not match " + variables));
  }

  private static Optional<GraphError> brokenText(String place, JsonObject parameter) {
    if (!TemplateSlots.type(parameter).equals("TEXT")) {
      return Optional.empty();
    }
    if (!(parameter.getValue("text") instanceof String text)) {
      return Optional.of(GraphError.invalidParameter(place + ": text must be a string"));
    }
    return BROKEN.matcher(text).find()
        ? Optional.of(
            GraphError.parameterText(
                place
                    + ": Param text cannot have new-line/tab characters or more than 4 consecutive"
                    + " spaces"))
        : Optional.empty();
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
    return parameters.stream()
        .map(it -> it.getValue("parameter_name") instanceof String name ? name : "")
        .toList();
  }

  static GraphError wrongCount(String place, int given, int expected) {
    return GraphError.parameterCount(
        String.format(
            "%s: number of localizable_params (%d) does not match the expected number of params (%d)",
            place, given, expected));
  }

  private static GraphError wrongType(String place, String expected, String received) {
    return GraphError.parameterFormat(
        place + ": Format mismatch, expected " + expected + ", received " + received);
  }
}
