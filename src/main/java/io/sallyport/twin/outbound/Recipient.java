package io.sallyport.twin.outbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.Names;
import io.vertx.core.json.JsonObject;

/**
 * Whom a message went to, by the names the twin knew when it took it.
 *
 * @param names as statuses may show them
 * @param byUserId whether the caller wrote a BSUID
 */
public record Recipient(Names names, boolean byUserId) {
  /** Who was addressed by phone is reported by phone, hidden or not: the caller knows it. */
  static Recipient of(ContactName name, Names names) {
    return name.isBsuid()
        ? new Recipient(names.shown(), true)
        : new Recipient(names.withPhoneHidden(false), false);
  }

  /**
   * {@code contacts[0]} of the answer: no wa_id for a BSUID (platform-facts.md#answer-to-a-send).
   */
  public JsonObject answer(String input) {
    JsonObject contact = JsonObject.of("input", input);
    if (!byUserId) {
      Names.putIfKnown(contact, "wa_id", names.phone());
    }
    String known = byUserId && names.userId() == null ? names.parentUserId() : names.userId();
    return Names.putIfKnown(contact, "user_id", known);
  }

  /** A failure of a message to a phone tells no BSUID (platform-facts.md#statuses). */
  JsonObject members(boolean failed) {
    JsonObject members = names.asRecipient();
    if (failed && !byUserId) {
      members.remove("recipient_user_id");
      members.remove("recipient_parent_user_id");
    }
    return members;
  }
}
