package io.sallyport.send;

import io.sallyport.ledger.Ledger;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.TemplateCall;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Submission;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds to a message what is known of its template; asks Meta for one that nobody knows. */
final class TemplateLookup {

  /** How long a send waits for Meta's list when it names a template nobody knows. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TemplateRegistry templates;
  private final Ledger ledger;

  TemplateLookup(TemplateRegistry templates, Ledger ledger) {
    this.templates = templates;
    this.ledger = ledger;
  }

  /** The message as policy judges it; null when Meta has to be asked for its template first. */
  @Nullable Submission known(BusinessNumber number, Endpoint endpoint, OutboundMessage message) {
    TemplateCall call = message.template();
    Template found = call == null ? null : templates.find(number.wabaId(), key(call));
    return call == null || found != null || !number.templatesReadable()
        ? submission(number, endpoint, message, found)
        : null;
  }

  /**
   * The same, when Meta was asked and its list has come, or does not come in time.
   *
   * @return fails when the store does not say whether Meta may be asked
   */
  Future<Submission> ask(BusinessNumber number, Endpoint endpoint, OutboundMessage message) {
    Template.Key key = key(Objects.requireNonNull(message.template()));
    return Future.fromCompletionStage(templates.refreshWithin(number.wabaId(), PATIENCE))
        .map(asked -> submission(number, endpoint, message, templates.find(number.wabaId(), key)));
  }

  private static Template.Key key(TemplateCall call) {
    return new Template.Key(call.name(), call.language());
  }

  private Submission submission(
      BusinessNumber number, Endpoint endpoint, OutboundMessage message, @Nullable Template found) {
    boolean isListed = templates.snapshot(number.wabaId()).isPresent();
    return new Submission(number, endpoint, message, found, isListed, ledger.now());
  }
}
