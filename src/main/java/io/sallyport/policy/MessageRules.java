package io.sallyport.policy;

import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules that need no contact state: one for each of {@link Reason#JUDGED_BY_POLICY}. */
final class MessageRules {

  private final PolicySettings settings;

  MessageRules(PolicySettings settings) {
    this.settings = settings;
  }

  Finding examine(Reason reason, Submission send) {
    return applies(reason, send)
        ? new Finding(reason, true, refusal(reason, send))
        : new Finding(reason, false, null);
  }

  private static boolean applies(Reason reason, Submission send) {
    boolean isTemplate = send.message().sendClass() == SendClass.TEMPLATE;
    return switch (reason) {
      case UNSUPPORTED_CATEGORY ->
          isTemplate
              ? send.template() != null
              : send.message().sendClass() == SendClass.DIRECT_SEND;
      case UNKNOWN_TEMPLATE -> isTemplate;
      case NOT_MARKETING -> send.endpoint() == Endpoint.MARKETING_MESSAGES;
      default -> isTemplate && send.template() != null;
    };
  }

  private @Nullable Refusal refusal(Reason reason, Submission send) {
    return switch (reason) {
      case UNSUPPORTED_CATEGORY -> unsupported(send);
      case UNKNOWN_TEMPLATE -> unknown(send);
      case TEMPLATE_PARAMETERS -> wrongParameters(send);
      case NOT_MARKETING -> notMarketing(send);
      default -> notSendable(reason, Objects.requireNonNull(send.template()));
    };
  }

  private @Nullable Refusal unsupported(Submission send) {
    Template template = send.template();
    String what = template == null ? Details.DIRECT_SEND : Details.name(template.key());
    Category category =
        template == null
            ? new Category(Objects.requireNonNull(send.message().directCategory()))
            : send.templateCategory();
    boolean supported =
        settings.supportedCategories().contains(category)
            || (template == null && category.equals(Category.SERVICE));
    return supported
        ? null
        : Refusal.of(
            Reason.UNSUPPORTED_CATEGORY, Details.unsupportedCategory(what, category, settings));
  }

  private static @Nullable Refusal unknown(Submission send) {
    if (send.template() != null) {
      return null;
    }
    TemplateCall call = Objects.requireNonNull(send.message().template());
    return Refusal.of(
        Reason.UNKNOWN_TEMPLATE,
        Details.unknownTemplate(send.number(), call, send.templatesListed()));
  }

  private static @Nullable Refusal notSendable(Reason reason, Template template) {
    Refusal refusal =
        switch (template.status()) {
          case Template.APPROVED -> null;
          case Template.PAUSED -> Refusal.of(Reason.TEMPLATE_PAUSED, Details.paused(template));
          case Template.DISABLED ->
              Refusal.of(Reason.TEMPLATE_DISABLED, Details.disabled(template));
          default -> Refusal.of(Reason.TEMPLATE_NOT_APPROVED, Details.notApproved(template));
        };
    return refusal != null && refusal.reason() == reason ? refusal : null;
  }

  private static @Nullable Refusal wrongParameters(Submission send) {
    Template template = Objects.requireNonNull(send.template());
    TemplateCall call = Objects.requireNonNull(send.message().template());
    return template.parameters() == null
        ? null
        : template
            .parameters()
            .mismatch(call)
            .map(
                mismatch ->
                    new Refusal(
                        Reason.TEMPLATE_PARAMETERS,
                        mismatch.error(),
                        null,
                        Details.name(template.key()) + ": " + mismatch.details(),
                        null,
                        null))
            .orElse(null);
  }

  private static @Nullable Refusal notMarketing(Submission send) {
    Template template = send.template();
    if (send.message().sendClass() != SendClass.TEMPLATE) {
      return Refusal.of(Reason.NOT_MARKETING, Details.onlyMarketingTemplates());
    }
    return template == null || send.templateCategory().isMarketing()
        ? null
        : Refusal.of(Reason.NOT_MARKETING, Details.notMarketing(template, send.templateCategory()));
  }
}
