package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Right;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.message.PageRecipients;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of Messenger or Instagram: which of them open the window
 * (platform-facts.md#page-windows), and what tokens they bring.
 */
final class PageEvents {

  /** "within 1 year of the opt-in" (platform-facts.md#tokens-of-messenger). */
  private static final Duration ONE_TIME = Duration.ofDays(365);

  private static final String STOPPED = "STOP NOTIFICATIONS";

  private PageEvents() {}

  /**
   * What an event says of the person.
   *
   * @throws Unreadable when it should say something and does not
   */
  static List<Observation> read(String account, JsonNode event) {
    JsonNode message = event.path("message");
    if (message.path("is_self").asBoolean()) {
      return List.of(self(account, event));
    }
    if (event.has("optin")) {
      return optin(account, event);
    }
    return opens(account, event) ? inbound(account, event) : List.of();
  }

  private static boolean opens(String account, JsonNode event) {
    if (id(event, "sender").equals(account)) {
      return false;
    }
    JsonNode message = event.path("message");
    if (message.isObject()) {
      return !message.path("is_echo").asBoolean() && !message.path("is_deleted").asBoolean();
    }
    return event.path("postback").isObject()
        || event.path("referral").isObject()
        || event.path("reaction").path("action").asText("").equals("react");
  }

  /** A tap by somebody who is known by a {@code user_ref} only names no person. */
  private static List<Observation> inbound(String account, JsonNode event) {
    if (event.path("sender").hasNonNull("user_ref") && id(event, "sender").isEmpty()) {
      return List.of();
    }
    Contact person = person(event, "sender").orElseThrow(Unreadable::new);
    Instant at = Millis.of(event.path("timestamp"));
    return List.of(new Inbound(account, Names.of(person), at, Via.EVENT, false));
  }

  private static Observation self(String account, JsonNode event) {
    String other = id(event, "sender").equals(account) ? "recipient" : "sender";
    Contact self = person(event, other).orElseThrow(Unreadable::new);
    return new RightHeard(account, Names.of(self), at(event), Right.SELF, null, null);
  }

  private static List<Observation> optin(String account, JsonNode event) {
    JsonNode optin = event.path("optin");
    return switch (optin.path("type").asText("")) {
      case "notification_messages" -> {
        // Meta's pages spell it with and without underscores.
        String status = optin.path("notification_messages_status").asText("").replace('_', ' ');
        boolean isStopped = status.equalsIgnoreCase(STOPPED);
        JsonNode expiry = optin.path("token_expiry_timestamp");
        Instant ends = expiry.asLong(0) > 0 ? Millis.ofEither(expiry) : null;
        yield token(account, event, "notification_messages_token", isStopped, ends);
      }
      case "one_time_notif_req" ->
          token(account, event, "one_time_notif_token", false, at(event).plus(ONE_TIME));
      // A plugin's: Send to Messenger names the person, a checkbox does not.
      case "" -> id(event, "sender").isEmpty() ? List.of() : inbound(account, event);
      default -> List.of();
    };
  }

  private static List<Observation> token(
      String account, JsonNode event, String member, boolean isStopped, @Nullable Instant ends) {
    Contact token =
        PageRecipients.token(event.path("optin").path(member).asText(""))
            .orElseThrow(Unreadable::new);
    Right right = isStopped ? Right.STOPPED : Right.TOKEN;
    Contact person = person(event, "sender").orElse(null);
    return List.of(new RightHeard(account, Names.of(token), at(event), right, ends, person));
  }

  private static Instant at(JsonNode event) {
    return Millis.of(event.path("timestamp")).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<Contact> person(JsonNode event, String who) {
    return PageRecipients.person(id(event, who));
  }

  /** The person, or the account, on one side of an event; empty when it does not say. */
  static String id(JsonNode event, String who) {
    return event.path(who).path("id").asText("");
  }
}
