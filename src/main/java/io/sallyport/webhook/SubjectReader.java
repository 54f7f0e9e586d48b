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
 * Finds the numbers, accounts and contacts a delivery is about, for the relay. Reads the names in
 * the items of every list, also in unknown fields (platform-facts.md#unknown-fields), but not
 * deeper: a message's content may name other people.
 */
final class SubjectReader {

  /**
   * The members that hold a contact's name (platform-facts.md#inbound-messages, #statuses,
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
    boolean isOfPages = PageEntries.isOne(delivery.path("object").asText(""));
    delivery.path("entry").forEach(isOfPages ? reader::readPage : reader::readEntry);
    return new Subjects(reader.numbers, reader.accounts, reader.order.build());
  }

  private void readEntry(JsonNode entry) {
    for (JsonNode change : entry.path("changes")) {
      JsonNode value = change.path("value");
      String number = value.path("metadata").path("phone_number_id").asText("");
      if (number.isEmpty()) {
        String account = AccountFields.account(entry, value);
        accounts.add(account);
        order.add(account, "");
      } else {
        numbers.add(number);
        addNumber(number, value);
      }
    }
  }

  /** An account, and the persons its events name. */
  private void readPage(JsonNode entry) {
    String account = entry.path("id").asText("");
    numbers.add(account);
    Set<String> persons = new HashSet<>();
    for (String list : List.of("messaging", "standby")) {
      for (JsonNode event : entry.path(list)) {
        persons.add(PageEvents.id(event, "sender"));
        persons.add(PageEvents.id(event, "recipient"));
      }
    }
    persons.remove(account);
    persons.remove("");
    if (persons.isEmpty()) {
      persons.add("");
    }
    persons.forEach(person -> order.add(account, person));
  }

  private void addNumber(String number, JsonNode value) {
    String own = canonical(value.path("metadata").path("display_phone_number"));
    Set<String> names = new HashSet<>();
    collectFromLists(value, names);
    collectFromLists(value.path("standby"), names);
    names.remove(own);
    // Items without a contact share one order key.
    if (names.isEmpty()) {
      names.add("");
    }
    names.forEach(name -> order.add(number, name));
  }

  private static void collectFromLists(JsonNode value, Set<String> names) {
    for (JsonNode list : value) {
      if (list.isArray()) {
        for (JsonNode item : list) {
          collect(item, names);
          collect(item.path("system"), names);
        }
      }
    }
  }

  private static void collect(JsonNode item, Set<String> names) {
    for (String member : NAMES) {
      String name = canonical(item.path(member));
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
  }

  /** In canonical form if it can be a contact: Meta spells some numbers in two ways. */
  private static String canonical(JsonNode text) {
    String name = text.asText("");
    Optional<Contact> contact = Contact.individual(name);
    return contact.map(Contact::id).orElse(name);
  }
}
