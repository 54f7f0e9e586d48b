package io.sallyport.twin.templates;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One language version of a message template; each is approved, paused and categorised on its own
 * (platform-facts.md#template-names-and-languages).
 *
 * @param components Meta's {@code components} array: HEADER, BODY, FOOTER, BUTTONS
 */
public record TwinTemplate(
    String wabaId,
    String name,
    String language,
    String category,
    String status,
    String parameterFormat,
    JsonArray components) {

  /** An approved, positional template that has a body and nothing else. */
  public static TwinTemplate of(String wabaId, String name, String category, String body) {
    return new TwinTemplate(
        wabaId, name, "en_US", category, "APPROVED", "POSITIONAL", JsonArray.of(bodyOf(body)));
  }

  public static JsonObject bodyOf(String text) {
    return JsonObject.of("type", "BODY", "text", text);
  }

  public TwinTemplate withLanguage(String to) {
    return new TwinTemplate(wabaId, name, to, category, status, parameterFormat, components);
  }

  public TwinTemplate withCategory(String to) {
    return new TwinTemplate(wabaId, name, language, to, status, parameterFormat, components);
  }

  public TwinTemplate withStatus(String to) {
    return new TwinTemplate(wabaId, name, language, category, to, parameterFormat, components);
  }

  public TwinTemplate withParameterFormat(String to) {
    return new TwinTemplate(wabaId, name, language, category, status, to, components);
  }

  public TwinTemplate withComponents(JsonArray to) {
    return new TwinTemplate(wabaId, name, language, category, status, parameterFormat, to);
  }

  public boolean isMarketing() {
    return category.equals("MARKETING");
  }

  /**
   * Constant over restarts; a string in listings and a number in webhooks
   * (platform-facts.md#template-webhooks).
   */
  long id() {
    int hash = (name + "|" + language + "|" + wabaId).hashCode();
    return 1_000_000_000_000_000L + Integer.toUnsignedLong(hash);
  }

  public JsonObject graphView() {
    return JsonObject.of(
        "name", name,
        "parameter_format", parameterFormat,
        "components", components.copy(),
        "language", language,
        "status", status,
        "category", category,
        "id", Long.toString(id()));
  }
}
