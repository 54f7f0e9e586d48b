package io.sallyport.it;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collector;

/** What CRMs send. */
final class Bodies {
  private Bodies() {}

  static JsonObject text(String to) {
    return text(to, "Your order is on its way.");
  }

  static JsonObject text(String to, String text) {
    return message(to, "text", JsonObject.of("body", text));
  }

  /** A text to a user id. */
  static JsonObject textToUser(String userId, String text) {
    return message(userId, "text", JsonObject.of("body", text))
        .putNull("to")
        .put("recipient", userId);
  }

  static JsonObject message(String to, String type, Object content) {
    return to(to).put("type", type).put(type, content);
  }

  static JsonObject to(String to) {
    return JsonObject.of("messaging_product", "whatsapp", "to", to);
  }

  /** The seed's marketing template. */
  static JsonObject marketing(String to) {
    return template(to, "spring_sale", "en_US", body("Pablo"));
  }

  /** The seed's utility template. */
  static JsonObject utility(String to) {
    return template(to, "order_update", "en_US", body("860198", "packed"));
  }

  static JsonObject template(String to, String name, String language, JsonObject... components) {
    JsonObject template =
        JsonObject.of("name", name, "language", JsonObject.of("code", language))
            .put("components", new JsonArray(Arrays.asList(components)));
    return message(to, "template", template);
  }

  static JsonObject body(String... values) {
    return JsonObject.of("type", "body", "parameters", list(values));
  }

  /** Pairs of name and value. */
  static JsonObject namedBody(String... namesAndValues) {
    JsonArray parameters = new JsonArray();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(value(namesAndValues[i + 1]).put("parameter_name", namesAndValues[i]));
    }
    return JsonObject.of("type", "body", "parameters", parameters);
  }

  static JsonObject imageHeader() {
    return header("image");
  }

  /** With one value of each of these types. */
  static JsonObject header(String... types) {
    JsonArray parameters = new JsonArray();
    for (String type : types) {
      Object value = type.equals("text") ? "x" : JsonObject.of("link", "https://example.com/a");
      parameters.add(JsonObject.of("type", type, type, value));
    }
    return JsonObject.of("type", "header", "parameters", parameters);
  }

  static JsonObject urlButton(int index, String value) {
    return urlButton(Integer.toString(index), value);
  }

  /**
   * A URL button.
   *
   * @param index a number, or its text
   */
  static JsonObject urlButton(Object index, String value) {
    return JsonObject.of("type", "button", "sub_type", "url", "index", index)
        .put("parameters", list(value));
  }

  static JsonObject readReceipt() {
    return JsonObject.of("messaging_product", "whatsapp", "status", "read")
        .put("message_id", "wamid.HBgLMTY1MDU1NTA=");
  }

  static JsonObject typing() {
    return readReceipt().put("typing_indicator", JsonObject.of("type", "text"));
  }

  private static JsonArray list(String... values) {
    return Arrays.stream(values)
        .map(Bodies::value)
        .collect(Collector.of(JsonArray::new, JsonArray::add, JsonArray::addAll));
  }

  private static JsonObject value(String text) {
    return JsonObject.of("type", "text", "text", text);
  }
}
