package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template of Meta's as Kommo filled it in. */
final class TemplateMessage {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateMessage() {}

  static ObjectNode content(Prepared prepared, Offered offered) throws Unsendable {
    ObjectNode template = JSON.objectNode().put("name", offered.name());
    template.putObject("language").put("code", offered.language());
    ArrayNode components = JSON.arrayNode();
    addHeader(components, prepared);
    addBody(components, prepared.message());
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

  private static void addBody(ArrayNode components, Message message) throws Unsendable {
    List<@Nullable String> values =
        message.template() == null ? List.of() : message.template().values();
    if (values.isEmpty()) {
      return;
    }
    ArrayNode parameters = JSON.arrayNode();
    for (@Nullable String value : values) {
      if (value == null) {
        throw new Unsendable(
            "A place of the template has no value: fill in the field that it names.");
      }
      parameters.addObject().put("type", "text").put("text", value);
    }
    components.addObject().put("type", "body").set("parameters", parameters);
  }
}
