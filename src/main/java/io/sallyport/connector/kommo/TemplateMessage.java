package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A template of Meta's as Kommo filled it in. */
final class TemplateMessage {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What Meta's templates have in the order of their numbers. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private TemplateMessage() {}

  /** Why the message cannot be one of the template, in a manager's words; empty if it can. */
  static String misfit(Offered offered, Message message) {
    if (offered.header() == null) {
      return "";
    }
    String given = message.media().isEmpty() ? "" : message.type();
    String needed =
        switch (offered.header()) {
          case "IMAGE" -> "picture";
          case "VIDEO" -> "video";
          case "DOCUMENT" -> "file";
          default -> "";
        };
    if (needed.equals(given)) {
      return "";
    }
    return needed.isEmpty()
        ? "This template has no place for a file: send it without one."
        : "This template needs a " + needed + ": send it with one.";
  }

  static ObjectNode content(Prepared prepared, Offered offered) throws Unsendable {
    ObjectNode template = JSON.objectNode().put("name", offered.name());
    template.putObject("language").put("code", offered.language());
    ArrayNode components = JSON.arrayNode();
    addHeader(components, prepared);
    addBody(components, prepared.message(), offered.variables());
    if (!components.isEmpty()) {
      template.set("components", components);
    }
    return template;
  }

  private static void addHeader(ArrayNode components, Prepared prepared) throws Unsendable {
    MediaKind kind = MediaKind.of(prepared.message().type());
    if (kind != null && kind.isCaptioned() && !prepared.media().isEmpty()) {
      ObjectNode parameter = JSON.objectNode().put("type", kind.type());
      parameter.set(kind.type(), CloudMessages.file(prepared, kind));
      components.addObject().put("type", "header").putArray("parameters").add(parameter);
    }
  }

  /** The values are in the order of the text's markers, which are where Meta's variables are. */
  private static void addBody(ArrayNode components, Message message, List<String> variables)
      throws Unsendable {
    List<@Nullable String> values =
        message.template() == null ? List.of() : message.template().values();
    if (values.isEmpty()) {
      return;
    }
    ArrayNode parameters = JSON.arrayNode();
    if (variables.size() == values.size()) {
      addVariables(parameters, variables, values);
    } else {
      for (@Nullable String value : values) {
        parameters.addObject().put("type", "text").put("text", given(value));
      }
    }
    components.addObject().put("type", "body").set("parameters", parameters);
  }

  /** One that the text names twice is one parameter; those with names say them. */
  private static void addVariables(
      ArrayNode parameters, List<String> variables, List<@Nullable String> values)
      throws Unsendable {
    boolean isNumbered = variables.stream().allMatch(name -> NUMBER.matcher(name).matches());
    Map<String, String> byName =
        isNumbered
            ? new TreeMap<>(Comparator.comparingInt(Integer::parseInt))
            : new LinkedHashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      byName.putIfAbsent(variables.get(i), given(values.get(i)));
    }
    byName.forEach(
        (name, value) -> {
          ObjectNode parameter = parameters.addObject().put("type", "text");
          if (!isNumbered) {
            parameter.put("parameter_name", name);
          }
          parameter.put("text", value);
        });
  }

  private static String given(@Nullable String value) throws Unsendable {
    if (value == null) {
      throw new Unsendable(
          "A place of the template has no value: fill in the field that it names.");
    }
    return value;
  }
}
