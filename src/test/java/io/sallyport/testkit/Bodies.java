package io.sallyport.testkit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collector;

/** What CRMs send. */
public final class Bodies {
  private Bodies() {}

  public static JsonObject text(String to) {
    return text(to, "Your order is on its way.");
  }

  public static JsonObject text(String to, String text) {
    return message(to, "text", JsonObject.of("body", text));
  }

  /** A text to a user id. */
  public static JsonObject textToUser(String userId, String text) {
    return message(userId, "text", JsonObject.of("body", text))
        .putNull("to")
        .put("recipient", userId);
  }

  public static JsonObject message(String to, String type, Object content) {
    return to(to).put("type", type).put(type, content);
  }

  public static JsonObject to(String to) {
    return JsonObject.of("messaging_product", "whatsapp", "to", to);
  }

  /** The seed's marketing template. */
  public static JsonObject marketing(String to) {
    return template(to, "spring_sale", "en_US", body("Pablo"));
  }

  /** The seed's utility template. */
  public static JsonObject utility(String to) {
    return template(to, "order_update", "en_US", body("860198", "packed"));
  }

  public static JsonObject template(
      String to, String name, String language, JsonObject... components) {
    JsonObject template =
        JsonObject.of("name", name, "language", JsonObject.of("code", language))
            .put("components", new JsonArray(Arrays.asList(components)));
    return message(to, "template", template);
  }

  public static JsonObject body(String... values) {
    return JsonObject.of("type", "body", "parameters", list(values));
  }

  /** Pairs of name and value. */
  public static JsonObject namedBody(String... namesAndValues) {
    JsonArray parameters = new JsonArray();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(value(namesAndValues[i + 1]).put("parameter_name", namesAndValues[i]));
    }
    return JsonObject.of("type", "body", "parameters", parameters);
  }

  public static JsonObject imageHeader() {
    return header("image");
  }

  /** With one value of each of these types. */
  public static JsonObject header(String... types) {
    JsonArray parameters = new JsonArray();
    for (String type : types) {
      Object value = type.equals("text") ? "x" : JsonObject.of("link", "https://example.com/a");
      parameters.add(JsonObject.of("type", type, type, value));
    }
    return JsonObject.of("type", "header", "parameters", parameters);
  }

  public static JsonObject urlButton(int index, String value) {
    return urlButton(Integer.toString(index), value);
  }

  /**
   * A URL button.
   *
   * @param index a number, or its text
   */
  public static JsonObject urlButton(Object index, String value) {
    return JsonObject.of("type", "button", "sub_type", "url", "index", index)
        .put("parameters", list(value));
  }

  public static JsonObject readReceipt() {
    return JsonObject.of("messaging_product", "whatsapp", "status", "read")
        .put("message_id", "wamid.HBgLMTY1MDU1NTA=");
  }

  public static JsonObject typing() {
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
