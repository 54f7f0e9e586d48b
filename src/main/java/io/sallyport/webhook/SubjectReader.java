package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Subjects;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a delivery is about, for the relay. Reads the names in the items of every list, also of
 * fields nobody knows yet (platform-facts.md#unknown-fields); not deeper, since a message's content
 * names other people.
 */
final class SubjectReader {

  /**
   * The members by which items name contacts (platform-facts.md#inbound-messages, #statuses,
   * #marketing-preferences, #coexistence).
   */
  private static final List<String> NAMES =
      List.of(
          "from",
          "from_user_id",
          "from_parent_user_id",
          "to",
          "to_user_id",
          "to_parent_user_id",
          "recipient_id",
          "recipient_user_id",
          "recipient_parent_user_id",
          "wa_id",
          "user_id",
          "parent_user_id",
          "previous_user_id",
          "previous_parent_user_id",
          "group_id");

  private final Set<String> numbers = new HashSet<>();
  private final Set<String> accounts = new HashSet<>();
  private final OrderKeys.Builder order = new OrderKeys.Builder();

  private SubjectReader() {}

  static Subjects read(JsonNode delivery) {
    SubjectReader reader = new SubjectReader();
    delivery.path("entry").forEach(reader::entry);
    return new Subjects(reader.numbers, reader.accounts, reader.order.build());
  }

  private void entry(JsonNode entry) {
    for (JsonNode change : entry.path("changes")) {
      JsonNode value = change.path("value");
      String number = value.path("metadata").path("phone_number_id").asText("");
      if (number.isEmpty()) {
        String account = AccountFields.account(entry, value);
        accounts.add(account);
        order.add(account, "");
      } else {
        numbers.add(number);
        ofNumber(number, value);
      }
    }
  }

  private void ofNumber(String number, JsonNode value) {
    String own = name(value.path("metadata").path("display_phone_number"));
    Set<String> names = new HashSet<>();
    items(value, names);
    items(value.path("standby"), names);
    names.remove(own);
    // What names nobody is in order with its like.
    if (names.isEmpty()) {
      names.add("");
    }
    names.forEach(name -> order.add(number, name));
  }

  private static void items(JsonNode value, Set<String> names) {
    for (JsonNode list : value) {
      if (list.isArray()) {
        for (JsonNode item : list) {
          names(item, names);
          names(item.path("system"), names);
        }
      }
    }
  }

  private static void names(JsonNode item, Set<String> names) {
    for (String member : NAMES) {
      String name = name(item.path(member));
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
  }

  /** As a contact is called here, where it can be one: Meta spells some numbers in two ways. */
  private static String name(JsonNode text) {
    String name = text.asText("");
    Optional<Contact> contact = Contact.individual(name);
    return contact.map(Contact::id).orElse(name);
  }
}
