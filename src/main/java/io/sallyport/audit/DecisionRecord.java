package io.sallyport.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.TemplateCall;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.template.Category;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The audit's record of one decision.
 *
 * @param at by the ledger's clock
 * @param id the refusal's id, which the caller finds in {@code fbtrace_id}; null when the send was
 *     not refused
 * @param number phone number id; null when it is not configured
 * @param client the caller's name; empty when it is not known
 * @param contact the recipient's {@link ContactHash}, for the log; null without a recipient
 * @param trace its OpenTelemetry trace id, 32 hex digits; null when it is not traced
 */
public record DecisionRecord(
    Instant at,
    @Nullable String id,
    @Nullable String number,
    String client,
    @Nullable String contact,
    @Nullable String trace,
    Decision decision)
    implements LogLine {

  private static final JsonFactory JSON = new JsonFactory();

  /** The same, with the decision told otherwise. */
  public DecisionRecord with(Decision other) {
    return new DecisionRecord(at, id, number, client, contact, trace, other);
  }

  /**
   * One JSON object on one line, for who may ask for the contact itself; unknown members are left
   * out.
   */
  public String json() {
    return json(true);
  }

  /**
   * The same for a log, with the contact's hash, and without Meta's message id: it contains the
   * phone number (platform-facts.md#message-ids).
   */
  @Override
  public String logLine() {
    return json(false);
  }

  /** What it stood on, see {@link BasisText}; null when nothing is noted of it. */
  public @Nullable String basis() {
    return BasisText.of(decision.basis(), decision.insteadOf() != null);
  }

  /** The recipient's name; null without one. */
  public @Nullable String recipient() {
    OutboundMessage message = decision.message();
    Contact to = message == null ? null : message.contact();
    return to == null ? null : to.id();
  }

  private String json(boolean isPersonal) {
    StringWriter text = new StringWriter(448);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      write(json, "id", id);
      write(json, "number", number);
      write(json, "client", client.isEmpty() ? null : client);
      write(json, "contact", isPersonal ? recipient() : contact);
      write(json, "trace_id", trace);
      write(json, "decision", lower(decision.word()));
      write(json, "reason", decision.reason() == null ? null : decision.reason().wire());
      write(json, "details", isPersonal ? details() : null);
      describeMessage(json);
      describeState(json);
      describeEnding(json, isPersonal);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The refusal's sentence, of the rule that would have refused, or of what was not sent. */
  private @Nullable String details() {
    Refusal refusal = decision.refusal();
    if (refusal == null) {
      refusal = decision.insteadOf() == null ? decision.observed() : decision.insteadOf();
    }
    return refusal == null ? null : refusal.details();
  }

  private void describeMessage(JsonGenerator json) throws IOException {
    OutboundMessage message = decision.message();
    if (message == null) {
      return;
    }
    json.writeStringField("class", lower(message.sendClass()));
    Category category = decision.category();
    // An unknown category or template name is whatever the caller wrote, so it is not recorded.
    String known = category != null && category.isKnown() ? category.lowerCase() : null;
    write(json, "category", known);
    TemplateCall template = message.template();
    if (template != null && known != null) {
      json.writeStringField("template", template.name());
      json.writeStringField("language", template.language());
    }
    Contact recipient = message.contact();
    write(json, "country", recipient == null ? null : recipient.country());
  }

  private void describeState(JsonGenerator json) throws IOException {
    Window window = decision.window();
    if (window != null) {
      json.writeStringField("window", lower(window.state()));
      write(json, "window_expires_at", text(window.expiresAt()));
      write(json, "last_inbound_at", text(window.lastInboundAt()));
    }
    write(json, "charge", decision.charge() == null ? null : lower(decision.charge()));
  }

  private void describeEnding(JsonGenerator json, boolean isPersonal) throws IOException {
    Result result = decision.result();
    if (decision.outcome() instanceof Outcome.Answered answered) {
      json.writeNumberField("status", answered.status());
      write(json, "wamid", isPersonal ? answered.answer().wamid() : null);
      Integer error = answered.answer().errorCode();
      if (error != null) {
        json.writeNumberField("error", error);
      }
    } else if (result instanceof Result.Waits waits) {
      json.writeStringField(lower(waits.how()), waits.id());
    } else if (result instanceof Result.Refused refused) {
      write(json, "possible_at", text(refused.refusal().nextAt()));
    }
  }

  private static void write(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
