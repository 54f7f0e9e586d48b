package io.sallyport.twin.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All customers under all their names. A name belongs to one person at a time; a BSUID holds for
 * every number of the twin, as within one portfolio (platform-facts.md#user-ids).
 */
public final class People {
  private final Map<String, Person> byKey = new HashMap<>();

  public synchronized Optional<Person> find(ContactName name) {
    return Optional.ofNullable(byKey.get(name.key()));
  }

  /** The person of that name, a stranger if nobody has it. */
  public synchronized Person of(ContactName name) {
    return byKey.computeIfAbsent(name.key(), key -> new Person(Names.of(name)));
  }

  /** The person who does something under that name; webhooks show this spelling from now on. */
  public synchronized Person acting(ContactName name) {
    Person person = of(name);
    if (!name.isBsuid()) {
      person.names(person.names().withPhone(name.value()));
    }
    return person;
  }

  /** Adds names to a person, and merges into it whoever had one of them. */
  public synchronized Person addNames(ContactName name, Names added) {
    Person person = acting(name);
    Names all = person.names().updatedBy(added);
    for (Person same : namedBy(added)) {
      all = same.names().updatedBy(all);
    }
    rename(person, all.withPhoneHidden(person.names().phoneHidden()));
    return person;
  }

  public synchronized void hidePhone(Person person, boolean hidden) {
    person.names(person.names().withPhoneHidden(hidden));
  }

  /**
   * Gives the person these names and no other, and merges into it whoever had one of them. Names
   * the person had before belong to nobody.
   */
  public synchronized void rename(Person person, Names to) {
    for (Person same : namedBy(to)) {
      if (same != person) {
        person.merge(same);
        byKey.values().removeIf(other -> other == same);
      }
    }
    byKey.values().removeIf(other -> other == person);
    person.names(to);
    to.keys().forEach(key -> byKey.put(key, person));
  }

  private List<Person> namedBy(Names names) {
    return names.keys().filter(byKey::containsKey).map(byKey::get).distinct().toList();
  }

  public synchronized void clear() {
    byKey.clear();
  }
}
