package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of one person in one item: at most one of each kind (platform-facts.md#user-ids). */
record Person(@Nullable Contact phone, @Nullable Contact userId, @Nullable Contact parentId) {

  private static final Person NOBODY = new Person(null, null, null);

  /** Reads names in any order; of two names of the same kind the first counts. */
  static Person of(JsonNode... names) {
    Person person = NOBODY;
    for (JsonNode name : names) {
      Optional<Contact> contact = contact(name);
      if (contact.isPresent()) {
        person = person.and(alone(contact.get()));
      }
    }
    return person;
  }

  static Optional<Contact> contact(JsonNode name) {
    return Contact.individual(name.asText(""));
  }

  static Person alone(Contact name) {
    if (name.isPhone()) {
      return new Person(name, null, null);
    }
    // `ENT.` follows the country and the dot, as in US.ENT.1234 (platform-facts.md#user-ids).
    return name.id().startsWith("ENT.", 3)
        ? new Person(null, null, name)
        : new Person(null, name, null);
  }

  /** This person, with the other's names where this one has none of the kind. */
  Person and(Person other) {
    return new Person(
        phone == null ? other.phone : phone,
        userId == null ? other.userId : userId,
        parentId == null ? other.parentId : parentId);
  }

  /** Whether the two share a phone number or user id and differ in no name. */
  boolean isSameAs(Person other) {
    boolean shared =
        (phone != null && phone.equals(other.phone))
            || (userId != null && userId.equals(other.userId));
    return shared && and(other).equals(other.and(this));
  }

  boolean has(Contact name) {
    return names().contains(name);
  }

  /** Whether this person has a name of the same kind, equal or not. */
  boolean hasSameKind(Contact name) {
    return !and(alone(name)).has(name) || has(name);
  }

  List<Contact> names() {
    return Stream.of(phone, userId, parentId).filter(Objects::nonNull).toList();
  }

  /**
   * The names, for an observation.
   *
   * @throws Unreadable when there are none
   */
  Names orUnreadable() {
    return Names.of(names()).orElseThrow(Unreadable::new);
  }
}
