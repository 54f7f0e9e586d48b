package io.sallyport.policy;

import io.sallyport.message.SendClass;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.util.Objects;

/** Why a send passes the rules of {@link MessageRules}. */
final class MessageRulings {

  private MessageRulings() {}

  static String because(Finding finding, Submission send) {
    return finding.applies() ? passes(finding.reason(), send) : doesNotApply(finding, send);
  }

  private static String doesNotApply(Finding finding, Submission send) {
    if (finding.reason() == Reason.NOT_MARKETING) {
      return "The rule is about /marketing_messages; /messages takes every category.";
    }
    return send.message().sendClass() == SendClass.TEMPLATE && send.template() == null
        ? "The template is not known."
        : "The rule is about templates, and this message is none.";
  }

  private static String passes(Reason reason, Submission send) {
    Template template = send.template();
    if (reason == Reason.UNSUPPORTED_CATEGORY) {
      return category(send);
    } else if (template == null) {
      return "The template is not known, nor its category.";
    }
    String name = Details.name(template.key());
    return switch (reason) {
      case UNKNOWN_TEMPLATE -> name + " is one of WABA " + send.number().wabaId() + ".";
      case TEMPLATE_PARAMETERS ->
          template.parameters() == null
              ? "The components of " + name + " are not known; its parameters are left to Meta."
              : "The parameters are those of " + name + ".";
      case NOT_MARKETING -> name + " is of category " + send.templateCategory().name() + ".";
      default -> name + " has status " + template.status() + ".";
    };
  }

  private static String category(Submission send) {
    Template template = send.template();
    String what = template == null ? Details.DIRECT_SEND : Details.name(template.key());
    Category category =
        template == null
            ? new Category(Objects.requireNonNull(send.message().directCategory()))
            : send.templateCategory();
    return what + " is of category " + category.name() + ", which this gateway sends.";
  }
}
