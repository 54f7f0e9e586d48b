package io.sallyport.rule;

import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message other than a control call, with what is known of its template.
 *
 * @param template what the registry holds of the template the message names, if it does
 * @param templatesListed whether the registry has the templates of the number's WABA at all
 * @param now the gateway's time, for announced category changes and prices
 */
public record Submission(
    BusinessNumber number,
    Endpoint endpoint,
    OutboundMessage message,
    @Nullable Template template,
    boolean templatesListed,
    Instant now) {

  boolean isTemplate() {
    return message.sendClass() == SendClass.TEMPLATE;
  }

  /** The template's name, of a send whose template is known. */
  String templateInWords() {
    return Objects.requireNonNull(template).key().inWords();
  }

  /** The category of the template, if it is known; {@code /marketing_messages} takes only one. */
  Category templateCategory() {
    if (template != null) {
      return template.categoryAt(now);
    }
    return endpoint == Endpoint.MARKETING_MESSAGES ? Category.MARKETING : Category.UNKNOWN;
  }
}
