package io.sallyport.rule;

import io.sallyport.message.TemplateCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Name and language must be those of a template of the number's WABA
 * (platform-facts.md#template-parameters).
 */
final class UnknownTemplate implements MessageRule {

  @Override
  public Reason reason() {
    return Reason.UNKNOWN_TEMPLATE;
  }

  @Override
  public boolean applies(Submission send) {
    return send.isTemplate();
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    if (send.template() != null) {
      return null;
    }
    TemplateCall call = Objects.requireNonNull(send.message().template());
    String missing =
        "template name (" + call.name() + ") does not exist in " + call.language() + ". ";
    return Refusal.of(reason(), missing + why(send.number(), send.templatesListed()));
  }

  private static String why(BusinessNumber number, boolean listed) {
    if (!number.templatesReadable()) {
      return number.templatesUnreadable();
    }
    String waba = "WABA " + number.wabaId();
    return listed
        ? "Name and language must match an approved template of "
            + waba
            + " exactly (en is not en_US)."
        : "The templates of "
            + waba
            + " could not be listed yet: see the gateway's readiness and whether "
            + number.tokenKey()
            + " may list them.";
  }

  @Override
  public String passes(Submission send) {
    return send.templateInWords() + " is one of WABA " + send.number().wabaId() + ".";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    BusinessNumber number = send.number();
    if (!number.templatesReadable()) {
      return "Set " + number.tokenKey() + ", so that the gateway can list the templates.";
    }
    return send.templatesListed()
        ? "Use a name and language that GET /sallyport/v1/numbers/"
            + number.phoneNumberId()
            + "/templates lists."
        : "Wait until the templates are listed, or set a token that may list them ("
            + number.tokenKey()
            + ").";
  }
}
