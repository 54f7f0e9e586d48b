package io.sallyport.twin.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one person is called: at any time some of phone, BSUID and parent BSUID.
 *
 * @param phone the wa_id, or the id of a group
 * @param phoneHidden whether webhooks leave out the phone, as they do for people with a user name
 */
public record Names(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    boolean phoneHidden) {

  /**
   * The names of somebody not known before. Until they write, webhooks show the number without the
   * extra digit (platform-facts.md#phone-numbers).
   */
  public static Names of(ContactName name) {
    if (name.isParentBsuid()) {
      return new Names(null, null, name.value(), false);
    }
    return name.isBsuid()
        ? new Names(null, name.value(), null, false)
        : new Names(name.key(), null, null, false);
  }

  public static Names ids(@Nullable String userId, @Nullable String parentUserId) {
    check(userId, false);
    check(parentUserId, true);
    return new Names(null, userId, parentUserId, false);
  }

  private static void check(@Nullable String id, boolean parent) {
    if (id == null) {
      return;
    }
    ContactName name = new ContactName(id);
    if (!name.isBsuid() || name.isParentBsuid() != parent) {
      throw new IllegalArgumentException("Not a " + (parent ? "parent " : "") + "BSUID: " + id);
    }
  }

  public Names withPhone(@Nullable String to) {
    return new Names(to, userId, parentUserId, phoneHidden);
  }

  public Names withPhoneHidden(boolean to) {
    return new Names(phone, userId, parentUserId, to);
  }

  /** The newer names replace these; what is null in them stays. */
  Names updatedBy(Names newer) {
    return new Names(
        newer.phone != null ? newer.phone : phone,
        newer.userId != null ? newer.userId : userId,
        newer.parentUserId != null ? newer.parentUserId : parentUserId,
        phoneHidden);
  }

  /** As webhooks show them. */
  public Names shown() {
    if (!phoneHidden) {
      return this;
    }
    if (userId == null) {
      throw new IllegalArgumentException("A customer with a hidden phone needs a user_id");
    }
    return new Names(null, userId, parentUserId, true);
  }

  Stream<String> keys() {
    return Stream.of(phone, userId, parentUserId)
        .filter(Objects::nonNull)
        .map(name -> new ContactName(name).key());
  }

  /** The name to list a message under. */
  public String first() {
    return Stream.of(phone, userId, parentUserId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /**
   * {@code from} or {@code to}, with {@code from_user_id} and so on where known
   * (platform-facts.md#inbound-messages).
   */
  public JsonObject as(String role) {
    return as(role, role);
  }

  /**
   * {@code recipient_id, recipient_user_id, recipient_parent_user_id} (platform-facts.md#statuses).
   */
  public JsonObject asRecipient() {
    return as("recipient_id", "recipient");
  }

  private JsonObject as(String phoneMember, String role) {
    JsonObject members = new JsonObject();
    putIfKnown(members, phoneMember, phone);
    putIfKnown(members, role + "_user_id", userId);
    return putIfKnown(members, role + "_parent_user_id", parentUserId);
  }

  /** {@code wa_id, user_id, parent_user_id}. */
  public JsonObject ids() {
    JsonObject ids = putIfKnown(new JsonObject(), "wa_id", phone);
    putIfKnown(ids, "user_id", userId);
    return putIfKnown(ids, "parent_user_id", parentUserId);
  }

  /** The {@code contacts[]} of a webhook. */
  public JsonArray contacts() {
    JsonObject profile = JsonObject.of("name", "Twin Customer");
    if (phoneHidden) {
      profile.put("username", "twin.customer");
    }
    return JsonArray.of(JsonObject.of("profile", profile).mergeIn(ids()));
  }

  public static JsonObject putIfKnown(JsonObject members, String name, @Nullable String value) {
    return value == null ? members : members.put(name, value);
  }
}
