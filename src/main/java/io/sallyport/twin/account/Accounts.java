package io.sallyport.twin.account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which accounts may send what, by the account updates Meta has sent
 * (platform-facts.md#account-restrictions, #policy-enforcement).
 */
public final class Accounts {
  /**
   * @param disabled whether the account may send nothing until Meta reinstates it
   * @param templatesFrom when business-initiated messages are allowed again
   * @param anythingFrom when all messages are allowed again
   */
  private record Restrictions(boolean disabled, Instant templatesFrom, Instant anythingFrom) {
    static final Restrictions NONE = new Restrictions(false, Instant.EPOCH, Instant.EPOCH);

    Restrictions restricted(String type, Instant end) {
      return switch (type) {
        case "RESTRICTED_BIZ_INITIATED_MESSAGING" -> new Restrictions(disabled, end, anythingFrom);
        case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" ->
            new Restrictions(disabled, templatesFrom, end);
        default -> this;
      };
    }

    Restrictions banned(String state) {
      return switch (state) {
        case "DISABLE" -> new Restrictions(true, templatesFrom, anythingFrom);
        case "REINSTATE" -> new Restrictions(false, templatesFrom, anythingFrom);
        default -> this;
      };
    }
  }

  private final Map<String, Restrictions> byWaba = new HashMap<>();

  synchronized void update(String wabaId, JsonObject value) {
    Restrictions now = byWaba.getOrDefault(wabaId, Restrictions.NONE);
    if ("ACCOUNT_RESTRICTION".equals(value.getString("event"))) {
      JsonArray added = value.getJsonArray("restriction_info", new JsonArray());
      for (int i = 0; i < added.size(); i++) {
        JsonObject restriction = added.getJsonObject(i);
        String type = restriction.getString("restriction_type", "");
        now = now.restricted(type, expiration(restriction));
      }
    } else if ("DISABLED_UPDATE".equals(value.getString("event"))) {
      JsonObject ban = value.getJsonObject("ban_info", new JsonObject());
      now = now.banned(ban.getString("waba_ban_state", ""));
    }
    byWaba.put(wabaId, now);
  }

  /** Unix seconds, written as a number or a string. */
  private static Instant expiration(JsonObject restriction) {
    Object end = restriction.getValue("expiration");
    return end == null ? Instant.MAX : Instant.ofEpochSecond(Long.parseLong(end.toString()));
  }

  /**
   * Whether the account may not send this message now.
   *
   * @param businessInitiated whether it is no answer within the customer service window
   */
  public synchronized boolean refuses(String wabaId, boolean businessInitiated, Instant now) {
    Restrictions restrictions = byWaba.getOrDefault(wabaId, Restrictions.NONE);
    return restrictions.disabled()
        || now.isBefore(restrictions.anythingFrom())
        || (businessInitiated && now.isBefore(restrictions.templatesFrom()));
  }

  public synchronized void clear() {
    byWaba.clear();
  }
}
