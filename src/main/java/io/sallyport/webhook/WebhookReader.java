package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.InboundMessage;
import io.sallyport.admission.Observation.MarketingPreference;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.config.Numbers;
import io.sallyport.contact.Contact;
import io.sallyport.webhook.Webhook.TemplateNews;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a delivery leniently (PF §3.7): unknown fields are none of our business, and an item that
 * cannot be read never drops the others.
 */
final class WebhookReader {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The year 2100: a timestamp beyond it is not in seconds. */
  private static final long LAST_SECOND = 4_102_444_800L;

  private static final String MARKETING = "marketing_messages";

  private final Numbers numbers;
  private final Set<String> heard = new HashSet<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<TemplateNews> templateNews = new ArrayList<>();
  private int skipped;

  private WebhookReader(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads a delivery.
   *
   * @throws IOException when the body is not JSON
   */
  static Webhook read(byte[] body, Numbers numbers) throws IOException {
    WebhookReader reader = new WebhookReader(numbers);
    for (JsonNode entry : JSON.readTree(body).path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        reader.guarded(change, item -> reader.change(entry, item));
      }
    }
    return new Webhook(reader.heard, reader.observations, reader.templateNews, reader.skipped);
  }

  private void change(JsonNode entry, JsonNode change) {
    String field = change.path("field").asText("");
    JsonNode value = change.path("value");
    String phoneNumberId = value.path("metadata").path("phone_number_id").asText("");
    switch (field) {
      case "messages" -> ifServed(phoneNumberId, () -> conversation(phoneNumberId, value));
      case "standby" ->
          ifServed(phoneNumberId, () -> conversation(phoneNumberId, value.path("standby")));
      case "user_preferences" -> ifServed(phoneNumberId, () -> preferences(phoneNumberId, value));
      default -> template(entry, value, field);
    }
  }

  private void ifServed(String phoneNumberId, Runnable read) {
    if (numbers.has(phoneNumberId)) {
      heard.add(phoneNumberId);
      read.run();
    }
  }

  private void conversation(String phoneNumberId, JsonNode value) {
    each(value.path("messages"), message -> message(phoneNumberId, message));
    each(value.path("statuses"), status -> status(phoneNumberId, status));
  }

  /** Every type opens the window but {@code system}, which no customer wrote (PF §1.7). */
  private void message(String phoneNumberId, JsonNode message) {
    if (message.path("type").asText("").equals("system")) {
      return;
    }
    Instant at = seconds(message.path("timestamp"));
    for (Contact contact : senders(message)) {
      observations.add(new InboundMessage(phoneNumberId, contact, at));
    }
  }

  private static List<Contact> senders(JsonNode message) {
    return message.hasNonNull("group_id")
        ? group(message.path("group_id"))
        : individuals(message.path("from"), message.path("from_user_id"));
  }

  private void status(String phoneNumberId, JsonNode status) {
    if (!status.path("status").asText("").equals("failed")) {
      return;
    }
    Instant at = seconds(status.path("timestamp"));
    String wamid = status.path("id").asText("");
    int code = status.path("errors").path(0).path("code").asInt(0);
    List<Contact> recipients =
        status.path("recipient_type").asText("").equals("group")
            ? group(status.path("recipient_id"))
            : individuals(status.path("recipient_id"), status.path("recipient_user_id"));
    for (Contact contact : recipients) {
      observations.add(new SendFailed(phoneNumberId, contact, at, wamid, code));
    }
  }

  private void preferences(String phoneNumberId, JsonNode value) {
    each(
        value.path("user_preferences"),
        preference -> {
          // Meta's only category so far; another one says nothing of marketing.
          if (!preference.path("category").asText(MARKETING).equals(MARKETING)) {
            return;
          }
          String said = preference.path("value").asText("");
          if (!said.equals("stop") && !said.equals("resume")) {
            return;
          }
          Instant at = seconds(preference.path("timestamp"));
          for (Contact contact :
              individuals(preference.path("wa_id"), preference.path("user_id"))) {
            observations.add(
                new MarketingPreference(phoneNumberId, contact, at, said.equals("stop")));
          }
        });
  }

  private void template(JsonNode entry, JsonNode value, String field) {
    String wabaId = entry.path("id").asText("");
    if (numbers.hasWaba(wabaId)) {
      TemplateEvents.read(field, value, entry.path("time"))
          .ifPresent(event -> templateNews.add(new TemplateNews(wabaId, event)));
    }
  }

  private void each(JsonNode items, Consumer<JsonNode> read) {
    for (JsonNode item : items) {
      guarded(item, read);
    }
  }

  private void guarded(JsonNode item, Consumer<JsonNode> read) {
    try {
      read.accept(item);
    } catch (Unreadable e) {
      skipped++;
    }
  }

  /** The contact's names in one item; each has a record of its own until names are joined. */
  private static List<Contact> individuals(JsonNode... names) {
    List<Contact> contacts = new ArrayList<>(names.length);
    for (JsonNode name : names) {
      Contact.individual(name.asText(""))
          .filter(c -> !contacts.contains(c))
          .ifPresent(contacts::add);
    }
    if (contacts.isEmpty()) {
      throw new Unreadable();
    }
    return contacts;
  }

  private static List<Contact> group(JsonNode id) {
    Optional<Contact> group = Contact.group(id.asText(""));
    return List.of(group.orElseThrow(Unreadable::new));
  }

  /** Unix seconds, a string in most webhooks and a number in some (PF §3.3). */
  static Instant seconds(JsonNode timestamp) {
    long seconds = timestamp.asLong(0);
    if (seconds <= 0 || seconds > LAST_SECOND) {
      throw new Unreadable();
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** One item cannot be read; the others can. */
  static final class Unreadable extends RuntimeException {
    Unreadable() {
      super(null, null, false, false);
    }
  }
}
