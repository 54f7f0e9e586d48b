package io.sallyport.twin;

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
record Names(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    boolean phoneHidden) {

  /**
   * The names of a stranger. Who never wrote is called by the variant without the extra digit
   * (platform-facts.md#phone-numbers).
   */
  static Names of(ContactName name) {
    if (name.isParentBsuid()) {
      return new Names(null, null, name.value(), false);
    }
    return name.isBsuid()
        ? new Names(null, name.value(), null, false)
        : new Names(name.key(), null, null, false);
  }

  static Names ids(@Nullable String userId, @Nullable String parentUserId) {
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

  Names withPhone(@Nullable String to) {
    return new Names(to, userId, parentUserId, phoneHidden);
  }

  Names withPhoneHidden(boolean to) {
    return new Names(phone, userId, parentUserId, to);
  }

  /** Newer names win, unknown ones change nothing. */
  Names updatedBy(Names told) {
    return new Names(
        told.phone != null ? told.phone : phone,
        told.userId != null ? told.userId : userId,
        told.parentUserId != null ? told.parentUserId : parentUserId,
        phoneHidden);
  }

  /** As webhooks show them. */
  Names shown() {
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
  String first() {
    return Stream.of(phone, userId, parentUserId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /**
   * {@code from} or {@code to}, with {@code from_user_id} and so on where known
   * (platform-facts.md#inbound-messages).
   */
  JsonObject as(String role) {
    return as(role, role);
  }

  /**
   * {@code recipient_id, recipient_user_id, recipient_parent_user_id} (platform-facts.md#statuses).
   */
  JsonObject asRecipient() {
    return as("recipient_id", "recipient");
  }

  private JsonObject as(String phoneMember, String role) {
    JsonObject members = new JsonObject();
    put(members, phoneMember, phone);
    put(members, role + "_user_id", userId);
    return put(members, role + "_parent_user_id", parentUserId);
  }

  /** {@code wa_id, user_id, parent_user_id}. */
  JsonObject ids() {
    JsonObject ids = put(new JsonObject(), "wa_id", phone);
    put(ids, "user_id", userId);
    return put(ids, "parent_user_id", parentUserId);
  }

  /** An element of {@code contacts[]}. */
  JsonObject contact() {
    JsonObject profile = JsonObject.of("name", "Twin Customer");
    if (phoneHidden) {
      profile.put("username", "twin.customer");
    }
    return JsonObject.of("profile", profile).mergeIn(ids());
  }

  static JsonObject put(JsonObject members, String name, @Nullable String value) {
    return value == null ? members : members.put(name, value);
  }
}
