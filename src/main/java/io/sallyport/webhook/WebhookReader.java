package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.account.Accounts;
import io.sallyport.account.Numbers;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.webhook.Webhook.TemplateNews;
import io.sallyport.webhook.Webhook.Violation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Reads a delivery leniently (platform-facts.md#unknown-fields): unknown fields are ignored, and an
 * item that cannot be read is skipped without dropping the others.
 *
 * <p>A new field gets a case in {@link #ofNumber} when its value names a phone number id, in {@link
 * #ofAccount} when it does not, and a class of its own that reads one item of it.
 */
@Singleton
final class WebhookReader {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Numbers numbers;
  private final MessageItems messages;
  private final PageEntries pages;
  private final DisplayNumbers displayNumbers = new DisplayNumbers();

  WebhookReader(Numbers numbers, Accounts accounts, ConsentKeywords keywords) {
    this.pages = new PageEntries(accounts);
    this.numbers = numbers;
    this.messages = new MessageItems(keywords);
  }

  /**
   * Reads a delivery.
   *
   * @throws IOException when the body is not JSON
   */
  Webhook read(byte[] body) throws IOException {
    return read(parse(body));
  }

  /**
   * A delivery's JSON.
   *
   * @throws IOException when the body is not JSON
   */
  static JsonNode parse(byte[] body) throws IOException {
    return JSON.readTree(body);
  }

  Webhook read(JsonNode delivery) {
    WebhookBuilder found = new WebhookBuilder();
    String object = delivery.path("object").asText("");
    if (PageEntries.isOne(object)) {
      delivery.path("entry").forEach(entry -> pages.read(found, object, entry));
      return found.build();
    }
    for (JsonNode entry : delivery.path("entry")) {
      found.readEach(entry.path("changes"), change -> read(found, entry, change));
    }
    return found.build();
  }

  private void read(WebhookBuilder found, JsonNode entry, JsonNode change) {
    String field = change.path("field").asText("");
    JsonNode value = change.path("value");
    String phoneNumberId = value.path("metadata").path("phone_number_id").asText("");
    if (numbers.has(phoneNumberId)) {
      NumberValue number = NumberValue.of(phoneNumberId, value);
      found.addNumber(phoneNumberId);
      displayNumbers.learn(number);
      ofNumber(found, field, number, value);
    }
    String wabaId = AccountFields.account(entry, value);
    if (numbers.hasWaba(wabaId)) {
      ofAccount(found, field, wabaId, value, entry.path("time"));
    }
  }

  /**
   * Ignored: {@code history} and {@code smb_app_state_sync}, which report the past and open no
   * window (platform-facts.md#coexistence), and {@code value.errors}, which name no contact.
   */
  private void ofNumber(WebhookBuilder found, String field, NumberValue number, JsonNode value) {
    switch (field) {
      case "messages" -> conversation(found, number, value, Via.MESSAGE);
      case "standby" -> conversation(found, number, value.path("standby"), Via.STANDBY);
      case "smb_message_echoes" ->
          found.addObservations(
              value.path("message_echoes"), item -> MessageItems.echo(number, item));
      case "calls" -> {
        found.addObservations(value.path("calls"), item -> CallItems.call(number, item));
        found.addObservations(value.path("statuses"), item -> CallItems.status(number, item));
      }
      case "user_preferences" ->
          found.readEach(
              value.path("user_preferences"),
              item ->
                  PreferenceItems.preference(number, item)
                      .ifPresentOrElse(found::addObservation, found::addUnknownPreference));
      default -> {}
    }
  }

  private void conversation(WebhookBuilder found, NumberValue number, JsonNode value, Via via) {
    found.addObservations(value.path("messages"), item -> messages.message(number, item, via));
    found.addObservations(value.path("statuses"), item -> StatusItems.status(number, item));
    if (via == Via.STANDBY) {
      found.addObservations(value.path("message_echoes"), item -> MessageItems.echo(number, item));
    }
  }

  private void ofAccount(
      WebhookBuilder found, String field, String wabaId, JsonNode value, JsonNode time) {
    Collection<String> all = numbers.ofWaba(wabaId);
    switch (field) {
      case "account_update" -> account(found, wabaId, value, time);
      case "phone_number_quality_update" -> {
        Instant at = at(time);
        Optional<String> number =
            displayNumbers.find(all, Person.contact(value.path("display_phone_number")));
        found.readOrSkip(() -> found.addNumberNews(AccountFields.throughput(number, at, value)));
        found.readOrSkip(() -> found.addNumberNews(AccountFields.messagingLimit(all, at, value)));
      }
      case "business_capability_update" ->
          found.addNumberNews(AccountFields.messagingLimit(all, at(time), value));
      default ->
          TemplateEvents.read(field, value, time)
              .ifPresent(event -> found.addTemplateNews(new TemplateNews(wabaId, event)));
    }
  }

  private void account(WebhookBuilder found, String wabaId, JsonNode value, JsonNode time) {
    Collection<String> all = numbers.ofWaba(wabaId);
    switch (value.path("event").asText("")) {
      case "ACCOUNT_RESTRICTION" ->
          found.readEach(
              value.path("restriction_info"),
              item -> found.addNumberNews(AccountFields.restriction(all, at(time), item)));
      case "DISABLED_UPDATE" ->
          found.addNumberNews(AccountFields.ban(all, at(time), value.path("ban_info")));
      case "PARTNER_REMOVED" ->
          found.addNumberNews(AccountFields.disconnected(all, at(time), Cause.PARTNER_REMOVED));
      case "ACCOUNT_OFFBOARDED" ->
          found.addNumberNews(AccountFields.disconnected(all, at(time), Cause.ACCOUNT_OFFBOARDED));
      case "ACCOUNT_RECONNECTED" -> found.addNumberNews(AccountFields.reconnected(all, at(time)));
      case "ACCOUNT_VIOLATION" ->
          found.addViolation(new Violation(wabaId, AccountFields.violation(value)));
      default -> {}
    }
  }

  /** When a change of an account happened: {@code entry.time}; the current time without it. */
  static Instant at(JsonNode time) {
    return time.isMissingNode() ? Instant.now() : Seconds.of(time);
  }
}
