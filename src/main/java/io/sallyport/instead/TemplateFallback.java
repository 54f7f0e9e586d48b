package io.sallyport.instead;

import io.sallyport.message.BodyFormat;
import io.sallyport.message.SendClass;
import io.sallyport.message.TextAsTemplate;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a text that only the closed window refuses as a template, with the text as its one body
 * variable. The template is decided like any other send, so no rule is passed by.
 */
public final class TemplateFallback implements Instead {

  /** How long a send waits for Meta's list when the template is one nobody knows. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Sender sender;
  private final TemplateRegistry templates;

  public TemplateFallback(Sender sender, TemplateRegistry templates) {
    this.sender = sender;
    this.templates = templates;
  }

  @Override
  public Future<@Nullable Decision> of(
      Send send, Preferences preferences, Decision decision, Refusal refusal) {
    Template.Key fallback = preferences.fallback();
    if (fallback == null
        || !isFor(refusal.reason(), decision.sendClass())
        || send.format() != BodyFormat.JSON) {
      return Future.succeededFuture();
    }
    return body(send.number(), send.body(), fallback)
        .compose(
            body ->
                body == null
                    ? Future.succeededFuture()
                    : sender
                        .handle(send.as(body), preferences)
                        .map(made -> told(made, fallback, refusal)));
  }

  static boolean isFor(@Nullable Reason reason, @Nullable SendClass sendClass) {
    return reason == Reason.WINDOW_CLOSED && sendClass == SendClass.FREE_FORM;
  }

  /**
   * The template's message.
   *
   * @param text body of a valid send, JSON
   * @return null when it cannot be one of the template
   */
  Future<byte @Nullable []> body(BusinessNumber number, byte[] text, Template.Key key) {
    return variable(number, key)
        // Whoever decides about the template will find out what it is that does not answer.
        .otherwiseEmpty()
        .map(variable -> TextAsTemplate.of(text, key.name(), key.language(), variable));
  }

  /** The name of the template's variable; null when it has none, or the template is not known. */
  private Future<@Nullable String> variable(BusinessNumber number, Template.Key key) {
    String waba = number.wabaId();
    boolean ask = templates.find(waba, key) == null && number.templatesReadable();
    Future<Boolean> asked =
        ask
            ? Future.fromCompletionStage(templates.refreshWithin(waba, PATIENCE))
            : Future.succeededFuture(false);
    return asked.map(listed -> name(templates.find(waba, key)));
  }

  private static @Nullable String name(@Nullable Template template) {
    TemplateParameters parameters = template == null ? null : template.parameters();
    return parameters == null ? null : parameters.nameOfBodyVariable();
  }

  /** What refuses the template is the answer. */
  private static Decision told(Decision decision, Template.Key key, Refusal closed) {
    if (decision.result() instanceof Result.Waits) {
      // Held, for a reason of its own.
      return decision;
    }
    if (!(decision.result() instanceof Result.Refused refused)) {
      return decision.insteadOf(closed);
    }
    Refusal refusal = refused.refusal();
    String details =
        String.join(
            " ",
            closed.details(),
            "Its fallback,",
            key.slashed() + ",",
            "was refused, too:",
            refusal.details());
    return decision.insteadOf(closed).with(new Result.Refused(refusal.with(details)));
  }
}
