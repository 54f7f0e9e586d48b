package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Customers get other names, and Meta tells every number they know by a {@code system} message,
 * which has no {@code contacts[]} (platform-facts.md#changed-numbers-and-user-ids). Windows,
 * choices and history stay with the person.
 */
final class Identities {
  private final World world;

  Identities(World world) {
    this.world = world;
  }

  /** No webhook: Meta knows, the gateway has to learn it. */
  void introduce(ContactName customer, Names told) {
    world.people().introduce(customer, told);
  }

  void hidePhone(ContactName customer, boolean hidden) {
    Person person = world.people().of(customer);
    person.names().withPhoneHidden(hidden).shown();
    world.people().hidePhone(person, hidden);
  }

  /**
   * @param told the ids after the change; Meta makes new ones for a new number, so those not told
   *     are nobody's (platform-facts.md#changed-numbers-and-user-ids)
   */
  Future<Integer> changeNumber(TwinNumber first, ContactName customer, ContactName to, Names told) {
    Person person = world.people().of(customer);
    Names old = person.names().shown();
    if (old.phone() == null || to.isBsuid() || to.isEmpty()) {
      throw new IllegalArgumentException("A phone number that webhooks show becomes another one");
    }
    world.people().rename(person, told.withPhone(to.value()));
    JsonObject system = system(old.phone(), to.value());
    system.mergeIn(told.ids()).put("wa_id", to.value()).put("type", "user_changed_number");
    return tell(person, first, JsonObject.of("from", old.phone()), system);
  }

  /**
   * @param to the new number, if it changes, too
   * @param previous whether the old ids are told, as they are since August 2026
   */
  Future<Integer> changeUserId(
      TwinNumber first,
      ContactName customer,
      Names told,
      @Nullable ContactName to,
      boolean previous) {
    Person person = world.people().of(customer);
    Names old = person.names();
    if (told.userId() == null) {
      throw new IllegalArgumentException("user_id is needed");
    }
    Names names = told.withPhone(to == null ? old.phone() : to.value());
    world.people().rename(person, names.withPhoneHidden(old.phoneHidden()));
    JsonObject system = system(String.valueOf(old.userId()), told.userId());
    system.mergeIn(person.names().shown().ids()).put("type", "user_changed_user_id");
    if (previous) {
      Names.put(system, "previous_user_id", old.userId());
      Names.put(system, "previous_parent_user_id", old.parentUserId());
    }
    String from = old.phoneHidden() ? null : old.phone();
    return tell(person, first, Names.put(new JsonObject(), "from", from), system);
  }

  private static JsonObject system(String old, String now) {
    String body = "User Twin Customer changed from " + old + " to " + now;
    return JsonObject.of("body", body);
  }

  private Future<Integer> tell(
      Person person, TwinNumber first, JsonObject message, JsonObject system) {
    Instant now = world.clock().now();
    message.put("id", Wamid.next()).put("timestamp", Long.toString(now.getEpochSecond()));
    message.put("system", system).put("type", "system");
    List<Future<Integer>> told =
        world.options().numbers().stream()
            .filter(number -> number.equals(first) || person.hasMet(number))
            .map(number -> tell(person, number, message.copy()))
            .toList();
    return Courier.worstOf(told);
  }

  private Future<Integer> tell(Person person, TwinNumber number, JsonObject message) {
    JsonObject value = Envelope.messagingValue(number).put("messages", JsonArray.of(message));
    return world.tell(person, number, "messages", value);
  }
}
