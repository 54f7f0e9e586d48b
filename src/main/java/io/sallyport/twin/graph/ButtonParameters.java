package io.sallyport.twin.graph;

import io.sallyport.twin.templates.TemplateSlots;
import io.sallyport.twin.templates.TemplateSlots.Button;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the button components of a send with the template's buttons
 * (platform-facts.md#template-parameter-errors, #button-parameters).
 */
final class ButtonParameters {
  private static final Set<String> SUB_TYPES =
      Set.of(
          "BOOKING_CONFIRMATION",
          "CATALOG",
          "COPY_CODE",
          "FLOW",
          "MPM",
          "ORDER_DETAILS",
          "QUICK_REPLY",
          "REMINDER",
          "URL",
          "VOICE_CALL");

  private ButtonParameters() {}

  static Optional<GraphError> mismatch(List<Button> buttons, List<JsonObject> given) {
    for (JsonObject component : given) {
      String subType = String.valueOf(component.getValue("sub_type")).toUpperCase(Locale.ROOT);
      if (!SUB_TYPES.contains(subType)) {
        String details = "buttons: sub_type must be one of " + SUB_TYPES.stream().sorted().toList();
        return Optional.of(GraphError.invalidParameter(details));
      }
    }
    for (int index = 0; index < buttons.size(); index++) {
      Optional<GraphError> error = compare(index, buttons.get(index), parameters(index, given));
      if (error.isPresent()) {
        return error;
      }
    }
    return Optional.empty();
  }

  /** {@code index} is a number or its text. */
  private static List<JsonObject> parameters(int index, List<JsonObject> given) {
    return given.stream()
        .filter(it -> String.valueOf(it.getValue("index")).equals(Integer.toString(index)))
        .findFirst()
        .map(it -> TemplateSlots.objects(it.getValue("parameters")))
        .orElse(List.of());
  }

  /** Quick replies and the rest take a parameter or leave it. */
  private static Optional<GraphError> compare(
      int index, Button button, List<JsonObject> parameters) {
    String place = "buttons: Button at index " + index + " of type ";
    return switch (button.type()) {
      case "URL" ->
          parameters.isEmpty() && !button.variables().isEmpty()
              ? Optional.of(GraphError.parameterMissing(place + "Url requires a parameter"))
              : count(index, parameters.size(), button.variables().size());
      case "COPY_CODE" -> count(index, parameters.size(), 1);
      case "FLOW" ->
          parameters.isEmpty()
              ? Optional.of(GraphError.parameterValue(place + "Flow requires a parameter"))
              : Optional.empty();
      case "PHONE_NUMBER" ->
          parameters.isEmpty()
              ? Optional.empty()
              : Optional.of(GraphError.invalidParameter(place + "PhoneNumber takes no parameter"));
      default -> Optional.empty();
    };
  }

  private static Optional<GraphError> count(int index, int given, int expected) {
    return given == expected
        ? Optional.empty()
        : Optional.of(TemplateParameters.wrongCount("button " + index, given, expected));
  }
}
