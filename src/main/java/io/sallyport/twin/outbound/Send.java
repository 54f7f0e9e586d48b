package io.sallyport.twin.outbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * A well-formed message to a customer.
 *
 * @param input the recipient as the caller wrote it
 */
public record Send(
    TwinNumber number,
    String input,
    ContactName contact,
    String type,
    JsonObject body,
    Optional<TwinTemplate> template,
    boolean marketingApi) {

  boolean isMarketing() {
    return template.filter(TwinTemplate::isMarketing).isPresent();
  }

  /**
   * Direct Send: utility and authentication without a template, outside the window too
   * (platform-facts.md#direct-send).
   */
  boolean isDirectSend() {
    return directCategory().equals("utility") || directCategory().equals("authentication");
  }

  boolean needsWindow() {
    return template.isEmpty() && !isDirectSend();
  }

  /**
   * Messages of the Marketing Messages API are priced as {@code marketing_lite}
   * (platform-facts.md#marketing-messages-api).
   */
  String pricingCategory() {
    if (template.isPresent()) {
      String category = template.get().category().toLowerCase(Locale.ROOT);
      return marketingApi ? category + "_lite" : category;
    }
    return isDirectSend() ? directCategory() : "service";
  }

  Optional<String> callbackData() {
    return Optional.ofNullable(body.getValue("biz_opaque_callback_data")).map(Object::toString);
  }

  private String directCategory() {
    return body.getValue("category") instanceof String category
        ? category.toLowerCase(Locale.ROOT)
        : "";
  }
}
