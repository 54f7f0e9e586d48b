package io.sallyport.rule;

import io.sallyport.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code /marketing_messages} takes MARKETING templates only
 * (platform-facts.md#marketing-messages-api).
 */
final class NotMarketing implements MessageRule {

  private static final String CURE = "Use /messages.";

  @Override
  public Reason reason() {
    return Reason.NOT_MARKETING;
  }

  @Override
  public boolean applies(Submission send) {
    return send.endpoint() == Endpoint.MARKETING_MESSAGES;
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    if (!send.isTemplate()) {
      return Refusal.of(
          reason(),
          "Message must be a template message: /marketing_messages takes MARKETING templates only. "
              + CURE);
    }
    Template template = send.template();
    return template == null || send.templateCategory().isMarketing()
        ? null
        : Refusal.of(
            reason(),
            template.key().inWords()
                + " is of category "
                + send.templateCategory().name()
                + "; /marketing_messages takes MARKETING templates only. "
                + CURE);
  }

  @Override
  public String passes(Submission send) {
    return send.template() == null
        ? "The template is not known, nor its category."
        : send.templateInWords() + " is of category " + send.templateCategory().name() + ".";
  }

  @Override
  public String doesNotApply(Submission send) {
    return "The rule is about /marketing_messages; /messages takes every category.";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    return CURE;
  }
}
