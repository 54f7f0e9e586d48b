package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What all items of one change share: the business number it is about, and the people it lists.
 *
 * @param displayNumber the business's phone number, if the change states it
 * @param people those in {@code contacts[]}
 */
record NumberValue(String phoneNumberId, Optional<Contact> displayNumber, List<Person> people) {

  static NumberValue of(String phoneNumberId, JsonNode value) {
    Set<Person> people = new LinkedHashSet<>();
    value.path("contacts").forEach(contact -> people.add(person(contact)));
    value.path("standby").path("contacts").forEach(contact -> people.add(person(contact)));
    people.removeIf(person -> person.names().isEmpty());
    Optional<Contact> display = Person.contact(value.path("metadata").path("display_phone_number"));
    return new NumberValue(phoneNumberId, display, List.copyOf(people));
  }

  private static Person person(JsonNode contact) {
    return Person.of(
        contact.path("wa_id"), contact.path("user_id"), contact.path("parent_user_id"));
  }

  /**
   * All names of the person with these names. A change may list many people: an entry of {@code
   * contacts[]} is the same person only if its phone number or user id is equal.
   *
   * @throws Unreadable when nobody is named
   */
  Names named(JsonNode... names) {
    return named(Person.of(names));
  }

  /**
   * All names of the person.
   *
   * @throws Unreadable when nobody is named
   */
  Names named(Person person) {
    return find(person).orElseThrow(Unreadable::new);
  }

  /**
   * All names of the person. The sender of a contact card that was requested is named in {@code
   * contacts[]} only (platform-facts.md#contact-requests), so an item without names belongs to the
   * person listed there, if there is exactly one.
   */
  Optional<Names> find(Person person) {
    boolean byContacts = person.names().isEmpty() && people.size() == 1;
    return Names.of(complete(byContacts ? people.get(0) : person).names());
  }

  private Person complete(Person person) {
    Person complete = person;
    for (Person other : people) {
      complete = complete.isSameAs(other) ? complete.and(other) : complete;
    }
    return complete;
  }

  /** The group with this id. */
  static Names group(JsonNode id) {
    return Names.of(Contact.group(id.asText("")).orElseThrow(Unreadable::new));
  }
}
