package io.sallyport.twin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All customers under all their names. A name belongs to one person at a time; a BSUID holds for
 * every number of the twin, as within one portfolio (platform-facts.md#user-ids).
 */
final class People {
  private final Map<String, Person> byKey = new HashMap<>();

  synchronized Optional<Person> find(ContactName name) {
    return Optional.ofNullable(byKey.get(name.key()));
  }

  /** The person of that name, a stranger if nobody has it. */
  synchronized Person of(ContactName name) {
    return byKey.computeIfAbsent(name.key(), key -> new Person(Names.of(name)));
  }

  /** The person who acts under that name; Meta calls them by this spelling from now on. */
  synchronized Person acting(ContactName name) {
    Person person = of(name);
    if (!name.isBsuid()) {
      person.names(person.names().withPhone(name.value()));
    }
    return person;
  }

  /** These are names of the person, too. Two who turn out to be one become one. */
  synchronized Person introduce(ContactName name, Names told) {
    Person person = acting(name);
    Names all = person.names().updatedBy(told);
    for (Person same : holders(told)) {
      all = same.names().updatedBy(all);
    }
    rename(person, all.withPhoneHidden(person.names().phoneHidden()));
    return person;
  }

  synchronized void hidePhone(Person person, boolean hidden) {
    person.names(person.names().withPhoneHidden(hidden));
  }

  /**
   * From now on the person has these names and no other. Who had one of them before is taken for
   * the same person; names given up are nobody's.
   */
  synchronized void rename(Person person, Names to) {
    for (Person same : holders(to)) {
      if (same != person) {
        person.join(same);
        byKey.values().removeIf(holder -> holder == same);
      }
    }
    byKey.values().removeIf(holder -> holder == person);
    person.names(to);
    to.keys().forEach(key -> byKey.put(key, person));
  }

  private List<Person> holders(Names names) {
    return names.keys().filter(byKey::containsKey).map(byKey::get).distinct().toList();
  }

  synchronized void clear() {
    byKey.clear();
  }
}
