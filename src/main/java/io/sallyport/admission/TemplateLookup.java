package io.sallyport.admission;

import io.sallyport.message.OutboundMessage;
import io.sallyport.message.TemplateCall;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Submission;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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

  /**
   * The message as policy judges it.
   *
   * @return fails when the store does not say whether Meta may be asked
   */
  Uni<Submission> submission(BusinessNumber number, Endpoint endpoint, OutboundMessage message) {
    return find(number, message.template())
        .map(
            found ->
                new Submission(
                    number,
                    endpoint,
                    message,
                    found.template(),
                    templates.snapshot(number.wabaId()).isPresent(),
                    ledger.now()));
  }

  /** A template, or the lack of one: Mutiny's items are better not null. */
  private record Found(@Nullable Template template) {
    static final Found NOTHING = new Found(null);
  }

  private Uni<Found> find(BusinessNumber number, @Nullable TemplateCall call) {
    if (call == null) {
      return Uni.createFrom().item(Found.NOTHING);
    }
    String wabaId = number.wabaId();
    Template.Key key = new Template.Key(call.name(), call.language());
    Template known = templates.find(wabaId, key);
    if (known != null || !number.templatesReadable()) {
      return Uni.createFrom().item(new Found(known));
    }
    return templates
        .refresh(wabaId)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(false)
        .onFailure(TemplateSource.Unavailable.class)
        .recoverWithItem(false)
        .map(asked -> new Found(templates.find(wabaId, key)));
  }
}
