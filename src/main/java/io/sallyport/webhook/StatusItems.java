package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendFailed;
import io.sallyport.ledger.Observation.SendProved;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.message.MetaError;
import io.sallyport.pricing.Billing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads items of {@code statuses[]} (platform-facts.md#statuses, #price-in-a-status). */
final class StatusItems {

  /**
   * Statuses that prove delivery: {@code read} may come without {@code delivered}
   * (platform-facts.md#statuses).
   */
  private static final Set<String> DELIVERED = Set.of("delivered", "read", "played");

  private static final String FREE_ENTRY_POINT = "referral_conversion";
  private static final Pattern CATEGORY = Pattern.compile("[A-Za-z_-]{1,64}");

  private StatusItems() {}

  static List<Observation> status(NumberValue value, JsonNode status) {
    String word = status.path("status").asText("");
    boolean delivered = DELIVERED.contains(word);
    if (!delivered && !word.equals("sent") && !word.equals("failed")) {
      return List.of();
    }
    String number = value.phoneNumberId();
    Names recipient = recipient(value, status);
    Instant at = Seconds.of(status.path("timestamp"));
    String wamid = status.path("id").asText("");
    List<Observation> all = new ArrayList<>(2);
    String callbackData = status.path("biz_opaque_callback_data").asText("");
    if (!callbackData.isEmpty() && !wamid.isEmpty()) {
      all.add(new SendProved(number, recipient, at, wamid, callbackData));
    }
    Names participant = participant(value, status);
    if (word.equals("failed")) {
      int code = status.path("errors").path(0).path("code").asInt(0);
      all.addAll(failed(new SendFailed(number, recipient, at, wamid, code), participant));
    } else if (delivered || price(status) != null) {
      Contact one = participant == null ? null : participant.first();
      Instant end = freeEntryPointEnd(status);
      all.add(new SendReported(number, recipient, at, wamid, delivered, price(status), end, one));
    }
    return all;
  }

  /** A closed window concerns the whole group; a marketing stop only the participant. */
  private static List<Observation> failed(SendFailed all, @Nullable Names participant) {
    if (participant == null || all.code() == MetaError.RE_ENGAGEMENT.code()) {
      return List.of(all);
    }
    String number = all.phoneNumberId();
    Contact one = participant.first();
    SendFailed failed =
        new SendFailed(number, all.contact(), all.at(), all.wamid(), all.code(), one);
    return all.code() == MetaError.MARKETING_STOPPED.code()
        ? List.of(
            failed, new ConsentStated(number, participant, all.at(), false, Consent.META, true))
        : List.of(failed);
  }

  private static Names recipient(NumberValue value, JsonNode status) {
    return isOfGroup(status)
        ? NumberValue.group(status.path("recipient_id"))
        : value.named(
            status.path("recipient_id"),
            status.path("recipient_user_id"),
            status.path("recipient_parent_user_id"));
  }

  private static boolean isOfGroup(JsonNode status) {
    return status.path("recipient_type").asText("").equals("group");
  }

  /**
   * The group participant the status is about (platform-facts.md#groups); null when it is about the
   * whole group, or not about a group.
   */
  private static @Nullable Names participant(NumberValue value, JsonNode status) {
    Person named =
        Person.of(
            status.path("recipient_participant_id"),
            status.path("recipient_participant_user_id"),
            status.path("recipient_participant_parent_user_id"));
    return isOfGroup(status) ? value.find(named).orElse(null) : null;
  }

  private static @Nullable Price price(JsonNode status) {
    JsonNode pricing = status.path("pricing");
    String category = pricing.path("category").asText("");
    Price.Kind kind = kind(pricing);
    // Conversation pricing has no type, and newer API versions send no pricing
    // (platform-facts.md#price-in-a-status): then the category or the conversation tells.
    boolean isFreeEntryPoint = category.equals(FREE_ENTRY_POINT) || fromFreeEntryPoint(status);
    if (isFreeEntryPoint && !pricing.path("type").asText("").equals("regular")) {
      kind = Price.Kind.FREE_ENTRY_POINT;
    }
    if (kind == null) {
      return null;
    }
    boolean named = CATEGORY.matcher(category).matches();
    return new Price(kind, named ? Billing.billed(category).orElse(null) : null);
  }

  /**
   * The type if there is one: Meta will remove {@code billable}
   * (platform-facts.md#price-in-a-status).
   */
  private static Price.@Nullable Kind kind(JsonNode pricing) {
    String type = pricing.path("type").asText("");
    if (type.equals("regular")) {
      return Price.Kind.REGULAR;
    } else if (type.equals("free_entry_point")) {
      return Price.Kind.FREE_ENTRY_POINT;
    } else if (type.startsWith("free_")) {
      return Price.Kind.FREE;
    } else if (!pricing.path("billable").isBoolean()) {
      return null;
    }
    return pricing.path("billable").booleanValue() ? Price.Kind.REGULAR : Price.Kind.FREE;
  }

  private static boolean fromFreeEntryPoint(JsonNode status) {
    JsonNode origin = status.path("conversation").path("origin");
    return origin.path("type").asText("").equals(FREE_ENTRY_POINT);
  }

  /**
   * The conversation's end is the free entry point window's only if the conversation began at a
   * free entry point (platform-facts.md#free-entry-point).
   */
  private static @Nullable Instant freeEntryPointEnd(JsonNode status) {
    JsonNode end = status.path("conversation").path("expiration_timestamp");
    return fromFreeEntryPoint(status) && !end.isMissingNode() && !end.isNull()
        ? Seconds.of(end)
        : null;
  }
}
