package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Named;
import io.sallyport.ledger.Observation.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads items of {@code messages[]} and {@code message_echoes[]}
 * (platform-facts.md#inbound-messages, #coexistence).
 */
final class MessageItems {

  /** Types of items that change or delete an earlier message. */
  private static final Set<String> EDITS = Set.of("edit", "revoke");

  private final ConsentKeywords keywords;

  MessageItems(ConsentKeywords keywords) {
    this.keywords = keywords;
  }

  /**
   * A message opens the window whatever its type, unknown types included
   * (platform-facts.md#what-opens-a-window). An edit or deletion is not a message
   * (platform-facts.md#changed-and-withdrawn-messages): only the contact's names are taken from it.
   *
   * @param via how the message came, unless its type is {@code unsupported}
   */
  List<Observation> message(NumberValue value, JsonNode message, Via via) {
    String type = message.path("type").asText("");
    if (type.equals("system")) {
      return SystemItems.system(value, message);
    }
    boolean inGroup = message.hasNonNull("group_id");
    Names sender = inGroup ? NumberValue.group(message.path("group_id")) : sender(value, message);
    Instant at = Seconds.of(message.path("timestamp"));
    if (isEdit(message, type)) {
      return List.of(new Named(value.phoneNumberId(), sender, at));
    }
    Via how = type.equals("unsupported") ? Via.UNSUPPORTED : via;
    // A post's referral opens no free entry point (platform-facts.md#ad-referrals).
    boolean fromAd = message.path("referral").path("source_type").asText("").equals("ad");
    List<Observation> all = new ArrayList<>(2);
    all.add(new Inbound(value.phoneNumberId(), sender, at, how, fromAd));
    Consent.State said = keywords.said(text(message, type));
    // One participant does not speak for a group.
    if (said != Consent.State.NONE && !inGroup) {
      boolean optIn = said == Consent.State.OPT_IN;
      all.add(new ConsentStated(value.phoneNumberId(), sender, at, optIn, Consent.KEYWORD, true));
    }
    return all;
  }

  private static boolean isEdit(JsonNode message, String type) {
    return switch (type) {
      // A reaction without an emoji removes an earlier one (platform-facts.md#reactions).
      case "reaction" -> {
        JsonNode reaction = message.path("reaction");
        yield reaction.hasNonNull("message_id") && reaction.path("emoji").asText("").isEmpty();
      }
      default -> EDITS.contains(type);
    };
  }

  private static Names sender(NumberValue value, JsonNode message) {
    return value.named(
        message.path("from"), message.path("from_user_id"), message.path("from_parent_user_id"));
  }

  /**
   * What the contact wrote, or the label of the button; not its payload, which the contact never
   * sees.
   */
  private static String text(JsonNode message, String type) {
    return switch (type) {
      case "text" -> message.path("text").path("body").asText("");
      case "button" -> message.path("button").path("text").asText("");
      case "interactive" ->
          message.path("interactive").path("button_reply").path("title").asText("");
      default -> "";
    };
  }

  /** A message the business sent from elsewhere, such as the WhatsApp Business app. */
  static List<Observation> echo(NumberValue value, JsonNode echo) {
    Names recipient =
        echo.hasNonNull("group_id")
            ? NumberValue.group(echo.path("group_id"))
            : value.named(echo.path("to"), echo.path("to_user_id"), echo.path("to_parent_user_id"));
    Instant at = Seconds.of(echo.path("timestamp"));
    return isEdit(echo, echo.path("type").asText(""))
        ? List.of()
        : List.of(new Answered(value.phoneNumberId(), recipient, at));
  }
}
