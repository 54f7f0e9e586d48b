package io.sallyport.rule;

import io.sallyport.message.TemplateCall;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateParameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A send fills in what its template has, and nothing else (platform-facts.md#template-parameters,
 * #template-parameter-errors).
 */
final class WrongTemplateParameters implements MessageRule {

  @Override
  public Reason reason() {
    return Reason.TEMPLATE_PARAMETERS;
  }

  @Override
  public boolean applies(Submission send) {
    return send.isTemplate() && send.template() != null;
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    Template template = Objects.requireNonNull(send.template());
    TemplateCall call = Objects.requireNonNull(send.message().template());
    TemplateParameters needed = template.parameters();
    return needed == null
        ? null
        : needed
            .mismatch(call)
            .map(
                mismatch ->
                    new Refusal(
                        reason(),
                        mismatch.error(),
                        null,
                        template.key().inWords() + ": " + mismatch.details(),
                        null,
                        null))
            .orElse(null);
  }

  @Override
  public String passes(Submission send) {
    Template template = Objects.requireNonNull(send.template());
    String name = template.key().inWords();
    return template.parameters() == null
        ? "The components of " + name + " are not known; its parameters are left to Meta."
        : "The parameters are those of " + name + ".";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    return "Fill in the parameters that the template has.";
  }
}
