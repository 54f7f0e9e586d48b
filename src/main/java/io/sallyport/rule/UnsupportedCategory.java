package io.sallyport.rule;

import io.sallyport.message.SendClass;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Only templates, and messages with a category of their own (Direct Send,
 * platform-facts.md#direct-send), of a category that the CRM supports: {@code
 * sallyport.policy.supported-categories}.
 */
final class UnsupportedCategory implements MessageRule {

  @Override
  public Reason reason() {
    return Reason.UNSUPPORTED_CATEGORY;
  }

  @Override
  public boolean applies(Submission send) {
    return send.isTemplate()
        ? send.template() != null
        : send.message().sendClass() == SendClass.DIRECT_SEND;
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    Category category = category(send);
    boolean isDirect = send.template() == null;
    return !isRefused(isDirect ? category : null, isDirect ? null : category, settings)
        ? null
        : Refusal.of(
            reason(),
            what(send)
                + " is of category "
                + category.name()
                + "; this gateway sends "
                + settings.categoriesInWords()
                + " (sallyport.policy.supported-categories).");
  }

  /**
   * Whether a message of such a category is refused.
   *
   * @param direct the category that a Direct Send states; null for another message
   * @param template the category of a template that is known; null without one
   */
  static boolean isRefused(
      @Nullable Category direct, @Nullable Category template, PolicySettings settings) {
    Category category = template == null ? direct : template;
    boolean isService = template == null && Category.SERVICE.equals(direct);
    return category != null && !isService && !settings.supportedCategories().contains(category);
  }

  private static Category category(Submission send) {
    return send.template() == null
        ? new Category(Objects.requireNonNull(send.message().directCategory()))
        : send.templateCategory();
  }

  private static String what(Submission send) {
    Template template = send.template();
    return template == null ? "This message (Direct Send)" : template.key().inWords();
  }

  @Override
  public String passes(Submission send) {
    return what(send) + " is of category " + category(send).name() + ", which this gateway sends.";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    return "Send "
        + settings.categoriesInWords()
        + ", or add the category to sallyport.policy.supported-categories.";
  }
}
