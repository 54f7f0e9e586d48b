package io.sallyport.twin.inbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.platform.Wamid;
import io.sallyport.twin.webhooks.Envelope;
import io.sallyport.twin.webhooks.Webhooks;
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
public final class NameChanges {
  private final TwinClock clock;
  private final Numbers numbers;
  private final People people;
  private final Webhooks webhooks;

  NameChanges(TwinClock clock, Numbers numbers, People people, Webhooks webhooks) {
    this.clock = clock;
    this.numbers = numbers;
    this.people = people;
    this.webhooks = webhooks;
  }

  /** Meta knows these names, too. Sends no webhook: the gateway learns them from later ones. */
  public void addNames(ContactName customer, Names added) {
    people.addNames(customer, added);
  }

  public void hidePhone(ContactName customer, boolean hidden) {
    Person person = people.of(customer);
    person.names().withPhoneHidden(hidden).shown();
    people.hidePhone(person, hidden);
  }

  /**
   * The customer gets another phone number.
   *
   * @param ids those after the change; Meta makes new ones for a new number, so the old ones belong
   *     to nobody (platform-facts.md#changed-numbers-and-user-ids)
   */
  public Future<Integer> changeNumber(
      TwinNumber first, ContactName customer, ContactName to, Names ids) {
    Person person = people.of(customer);
    Names old = person.names().shown();
    if (old.phone() == null || to.isBsuid() || to.isEmpty()) {
      throw new IllegalArgumentException("A phone number that webhooks show becomes another one");
    }
    people.rename(person, ids.withPhone(to.value()));
    JsonObject system = system(old.phone(), to.value());
    system.mergeIn(ids.ids()).put("wa_id", to.value()).put("type", "user_changed_number");
    return tell(person, first, JsonObject.of("from", old.phone()), system);
  }

  /**
   * The customer gets another user id.
   *
   * @param to the new number, if it changes, too
   * @param previous whether the webhook has the old ids, too, as it does since August 2026
   */
  public Future<Integer> changeUserId(
      TwinNumber first,
      ContactName customer,
      Names ids,
      @Nullable ContactName to,
      boolean previous) {
    Person person = people.of(customer);
    Names old = person.names();
    if (ids.userId() == null) {
      throw new IllegalArgumentException("user_id is needed");
    }
    Names names = ids.withPhone(to == null ? old.phone() : to.value());
    people.rename(person, names.withPhoneHidden(old.phoneHidden()));
    JsonObject system = system(String.valueOf(old.userId()), ids.userId());
    system.mergeIn(person.names().shown().ids()).put("type", "user_changed_user_id");
    if (previous) {
      Names.putIfKnown(system, "previous_user_id", old.userId());
      Names.putIfKnown(system, "previous_parent_user_id", old.parentUserId());
    }
    String from = old.phoneHidden() ? null : old.phone();
    return tell(person, first, Names.putIfKnown(new JsonObject(), "from", from), system);
  }

  private static JsonObject system(String old, String now) {
    String body = "User Twin Customer changed from " + old + " to " + now;
    return JsonObject.of("body", body);
  }

  private Future<Integer> tell(
      Person person, TwinNumber first, JsonObject message, JsonObject system) {
    Instant now = clock.now();
    message.put("id", Wamid.next()).put("timestamp", Long.toString(now.getEpochSecond()));
    message.put("system", system).put("type", "system");
    List<Future<Integer>> told =
        numbers.all().stream()
            .filter(number -> number.equals(first) || person.hasMet(number))
            .map(number -> tell(person, number, message.copy()))
            .toList();
    return Webhooks.firstFailure(told);
  }

  private Future<Integer> tell(Person person, TwinNumber number, JsonObject message) {
    JsonObject value = Envelope.messagingValue(number).put("messages", JsonArray.of(message));
    return webhooks.aboutCustomer(person, number, "messages", value);
  }
}
