package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which WABAs may send what, by the account updates Meta has given out
 * (platform-facts.md#account-restrictions, #policy-enforcement).
 */
final class Accounts {
  /**
   * @param templatesFrom when messages the business begins are free again
   * @param anythingFrom when all messages are free again
   */
  private record Standing(boolean disabled, Instant templatesFrom, Instant anythingFrom) {
    static final Standing GOOD = new Standing(false, Instant.EPOCH, Instant.EPOCH);

    Standing restricted(String type, Instant end) {
      return switch (type) {
        case "RESTRICTED_BIZ_INITIATED_MESSAGING" -> new Standing(disabled, end, anythingFrom);
        case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" ->
            new Standing(disabled, templatesFrom, end);
        default -> this;
      };
    }

    Standing banned(String state) {
      return switch (state) {
        case "DISABLE" -> new Standing(true, templatesFrom, anythingFrom);
        case "REINSTATE" -> new Standing(false, templatesFrom, anythingFrom);
        default -> this;
      };
    }
  }

  private final Map<String, Standing> standings = new HashMap<>();

  synchronized void update(String wabaId, JsonObject value) {
    Standing standing = standings.getOrDefault(wabaId, Standing.GOOD);
    if ("ACCOUNT_RESTRICTION".equals(value.getString("event"))) {
      JsonArray restrictions = value.getJsonArray("restriction_info", new JsonArray());
      for (int i = 0; i < restrictions.size(); i++) {
        JsonObject restriction = restrictions.getJsonObject(i);
        standing =
            standing.restricted(
                restriction.getString("restriction_type", ""), expiration(restriction));
      }
    } else if ("DISABLED_UPDATE".equals(value.getString("event"))) {
      JsonObject ban = value.getJsonObject("ban_info", new JsonObject());
      standing = standing.banned(ban.getString("waba_ban_state", ""));
    }
    standings.put(wabaId, standing);
  }

  /** Unix seconds, written as a number or a string. */
  private static Instant expiration(JsonObject restriction) {
    Object end = restriction.getValue("expiration");
    return end == null ? Instant.MAX : Instant.ofEpochSecond(Long.parseLong(end.toString()));
  }

  /**
   * What the business begins is a message outside the window that does not need one; a free-form
   * message outside the window fails as always.
   */
  synchronized boolean refuse(Send send, boolean windowOpen, Instant now) {
    Standing standing = standings.getOrDefault(send.number().wabaId(), Standing.GOOD);
    boolean begins = !windowOpen && !send.needsWindow();
    return standing.disabled()
        || now.isBefore(standing.anythingFrom())
        || (begins && now.isBefore(standing.templatesFrom()));
  }

  synchronized void clear() {
    standings.clear();
  }
}
