package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Answered;
import io.sallyport.admission.Observation.ConsentStated;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Named;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import io.sallyport.policy.ConsentKeywords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads items of {@code messages[]} and {@code message_echoes[]}
 * (platform-facts.md#inbound-messages, #coexistence).
 */
final class MessageItems {

  /** They change what was said before, or take it back. */
  private static final Set<String> AFTERTHOUGHTS = Set.of("edit", "revoke");

  private final ConsentKeywords keywords;

  MessageItems(ConsentKeywords keywords) {
    this.keywords = keywords;
  }

  /**
   * A message opens the window whatever its type, also of types nobody knows yet
   * (platform-facts.md#what-opens-a-window). To change one or take it back is no message
   * (platform-facts.md#changed-and-withdrawn-messages): it tells names, and no more.
   *
   * @param via how a message that Meta could pass on came
   */
  List<Observation> message(NumberValue value, JsonNode message, Via via) {
    String type = message.path("type").asText("");
    if (type.equals("system")) {
      return SystemItems.system(value, message);
    }
    boolean inGroup = message.hasNonNull("group_id");
    Names sender = inGroup ? NumberValue.group(message.path("group_id")) : sender(value, message);
    Instant at = Seconds.of(message.path("timestamp"));
    if (isAfterthought(message, type)) {
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

  private static boolean isAfterthought(JsonNode message, String type) {
    return switch (type) {
      // Without an emoji a reaction is taken back (platform-facts.md#reactions).
      case "reaction" -> {
        JsonNode reaction = message.path("reaction");
        yield reaction.hasNonNull("message_id") && reaction.path("emoji").asText("").isEmpty();
      }
      default -> AFTERTHOUGHTS.contains(type);
    };
  }

  private static Names sender(NumberValue value, JsonNode message) {
    return value.named(
        message.path("from"), message.path("from_user_id"), message.path("from_parent_user_id"));
  }

  /** What the contact wrote, or the words on the button; a payload is the business's own. */
  private static String text(JsonNode message, String type) {
    return switch (type) {
      case "text" -> message.path("text").path("body").asText("");
      case "button" -> message.path("button").path("text").asText("");
      case "interactive" ->
          message.path("interactive").path("button_reply").path("title").asText("");
      default -> "";
    };
  }

  /** A message of the business that this API did not send. */
  static List<Observation> echo(NumberValue value, JsonNode echo) {
    Names recipient =
        echo.hasNonNull("group_id")
            ? NumberValue.group(echo.path("group_id"))
            : value.named(echo.path("to"), echo.path("to_user_id"), echo.path("to_parent_user_id"));
    Instant at = Seconds.of(echo.path("timestamp"));
    return isAfterthought(echo, echo.path("type").asText(""))
        ? List.of()
        : List.of(new Answered(value.phoneNumberId(), recipient, at));
  }
}
