package io.sallyport.rule;

import io.sallyport.template.Template;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Only approved templates can be sent (platform-facts.md#template-names-and-languages); each other
 * kind of status has its own reason.
 */
record TemplateStatus(Reason reason) implements MessageRule {

  @Override
  public boolean applies(Submission send) {
    return send.isTemplate() && send.template() != null;
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    Template template = Objects.requireNonNull(send.template());
    Reason of =
        switch (template.status()) {
          case Template.APPROVED -> null;
          case Template.PAUSED -> Reason.TEMPLATE_PAUSED;
          case Template.DISABLED -> Reason.TEMPLATE_DISABLED;
          default -> Reason.TEMPLATE_NOT_APPROVED;
        };
    return of == reason ? Refusal.of(reason, details(template, settings, send)) : null;
  }

  private String details(Template template, PolicySettings settings, Submission send) {
    String name = template.key().inWords();
    return switch (reason) {
      case TEMPLATE_PAUSED ->
          name + " is paused by Meta because of low quality. " + cure(send, settings);
      case TEMPLATE_DISABLED ->
          name
              + " is disabled by Meta for good, having been paused too often. "
              + cure(send, settings);
      default ->
          name + " has status " + template.status() + "; only APPROVED templates can be sent.";
    };
  }

  @Override
  public String passes(Submission send) {
    Template template = Objects.requireNonNull(send.template());
    return template.key().inWords() + " has status " + template.status() + ".";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    return switch (reason) {
      case TEMPLATE_PAUSED -> "Use another template, or wait until Meta unpauses it.";
      case TEMPLATE_DISABLED -> "Use another template.";
      default -> "Use an approved template, or wait until Meta approves this one.";
    };
  }
}
