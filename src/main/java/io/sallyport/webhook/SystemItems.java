package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Named;
import io.sallyport.ledger.Observation.Renamed;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads items of {@code messages[]} that no customer wrote: {@code type: system}
 * (platform-facts.md#changed-numbers-and-user-ids).
 */
final class SystemItems {

  private static final Set<String> CHANGES = Set.of("user_changed_number", "user_changed_user_id");

  private SystemItems() {}

  /** A contact's new names: one observation for each name given up, if Meta says which. */
  static List<Observation> system(NumberValue value, JsonNode message) {
    JsonNode system = message.path("system");
    if (!CHANGES.contains(system.path("type").asText(""))) {
      return List.of();
    }
    Instant at = Seconds.of(message.path("timestamp"));
    Person after =
        Person.of(system.path("wa_id"), system.path("user_id"), system.path("parent_user_id"));
    Set<Contact> left =
        contacts(system.path("previous_user_id"), system.path("previous_parent_user_id"));
    Person stays = after;
    for (Contact sender : senders(message)) {
      if (after.hasSameKind(sender)) {
        left.add(sender);
      } else if (!left.contains(sender)) {
        // A contact who changed only the user id keeps the phone number.
        stays = stays.and(Person.alone(sender));
      }
    }
    left.removeIf(after::has);
    Names names = stays.orUnreadable();
    if (left.isEmpty()) {
      return List.of(new Named(value.phoneNumberId(), names, at));
    }
    return left.stream()
        .<Observation>map(name -> new Renamed(value.phoneNumberId(), name, names, at))
        .toList();
  }

  private static Set<Contact> senders(JsonNode message) {
    return contacts(
        message.path("from"), message.path("from_user_id"), message.path("from_parent_user_id"));
  }

  private static Set<Contact> contacts(JsonNode... names) {
    Set<Contact> contacts = new LinkedHashSet<>();
    Stream.of(names).map(Person::contact).flatMap(Optional::stream).forEach(contacts::add);
    return contacts;
  }
}
