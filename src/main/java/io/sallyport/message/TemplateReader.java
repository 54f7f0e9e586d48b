package io.sallyport.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.message.MessageReader.NotASend;
import io.sallyport.message.TemplateCall.Component;
import io.sallyport.message.TemplateCall.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the {@code template} member of a send (platform-facts.md#template-parameters). */
final class TemplateReader {

  private final JsonParser parser;
  private @Nullable String name;
  private @Nullable String language;
  private List<Component> components = List.of();

  TemplateReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the value the parser stands on. A member that is null is absent
   * (crm-developers.md#how-a-body-is-read).
   */
  TemplateCall read(JsonToken value) throws IOException {
    expect(value, JsonToken.START_OBJECT, "`template` must be an object.");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (member) {
        case "name" -> name = MessageReader.string("template.name", token, parser);
        case "language" -> language = language(token);
        case "components" -> components = objects("template.components", token, this::component);
        default -> parser.skipChildren();
      }
    }
    if (name == null || language == null) {
      throw new NotASend("`template` needs a `name` and a `language.code`.");
    }
    return new TemplateCall(name, language, components);
  }

  private @Nullable String language(JsonToken token) throws IOException {
    expect(token, JsonToken.START_OBJECT, "`template.language` must be an object with a `code`.");
    String code = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (member.equals("code") && value != JsonToken.VALUE_NULL) {
        code = MessageReader.string("template.language.code", value, parser);
      } else {
        parser.skipChildren();
      }
    }
    return code;
  }

  /** Reads one object of an array; the parser stands on its start. */
  private interface Item<T> {
    T read() throws IOException;
  }

  private <T> List<T> objects(String name, JsonToken token, Item<T> item) throws IOException {
    expect(token, JsonToken.START_ARRAY, "`" + name + "` must be an array.");
    List<T> read = new ArrayList<>();
    JsonToken next;
    while ((next = parser.nextToken()) != JsonToken.END_ARRAY) {
      expect(next, JsonToken.START_OBJECT, "`" + name + "` must hold objects.");
      read.add(item.read());
    }
    return read;
  }

  private Component component() throws IOException {
    String type = "";
    String subType = null;
    String index = null;
    List<Parameter> parameters = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (member) {
        case "type" -> type = lowerCase(value);
        case "sub_type" -> subType = lowerCase(value);
        case "index" -> index = scalar(value);
        case "parameters" -> parameters = objects("parameters", value, this::parameter);
        default -> parser.skipChildren();
      }
    }
    return new Component(type, subType, index, parameters);
  }

  private Parameter parameter() throws IOException {
    String type = "";
    String name = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (member.equals("parameter_name") && value == JsonToken.VALUE_STRING) {
        name = parser.getText();
      } else if (member.equals("type") && value == JsonToken.VALUE_STRING) {
        type = lowerCase(value);
      } else {
        parser.skipChildren();
      }
    }
    return new Parameter(type, name);
  }

  private String lowerCase(JsonToken value) throws IOException {
    return scalar(value).toLowerCase(Locale.ROOT);
  }

  private String scalar(JsonToken value) throws IOException {
    if (value.isStructStart()) {
      throw new NotASend(
          "A template component's `type`, `sub_type` and `index` must be plain values.");
    }
    return parser.getText();
  }

  private static void expect(JsonToken actual, JsonToken wanted, String otherwise) throws NotASend {
    if (actual != wanted) {
      throw new NotASend(otherwise);
    }
  }
}
