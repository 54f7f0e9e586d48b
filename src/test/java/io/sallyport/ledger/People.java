package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who the names of one number's contacts belong to. */
final class People {

  private static final int MOST_NAMES = 16;

  private final Map<Contact, ContactHistory> byName = new HashMap<>();
  private final Map<Contact, Instant> left = new HashMap<>();
  private final Map<Contact, Instant> recycled = new HashMap<>();

  ContactHistory named(Contact name) {
    return byName.computeIfAbsent(name, first -> new ContactHistory());
  }

  /** Since when the name's person is not who reads what is sent to it; null when it is. */
  @Nullable Instant left(Contact name) {
    return left.get(name);
  }

  List<Contact> names(ContactHistory person) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() == person)
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<ContactHistory> all() {
    return new HashSet<>(byName.values());
  }

  private void join(Contact one, Contact other) {
    ContactHistory person = named(one);
    ContactHistory same = named(other);
    if (person != same) {
      person.join(same);
      byName.replaceAll((name, owner) -> owner == same ? person : owner);
    }
  }

  /** False when they stay two people, since they have more names than one person has. */
  private boolean joinIfFew(Contact one, Contact other) {
    ContactHistory person = named(one);
    ContactHistory same = named(other);
    if (person != same && names(person).size() + names(same).size() > MOST_NAMES) {
      return false;
    }
    join(one, other);
    return true;
  }

  /**
   * A webhook of that time named both; whose a name is that was left before, nobody knows.
   *
   * @return false when they have too many names to be one
   */
  boolean named(Contact one, Contact other, Instant at) {
    return isLeft(one, at) || isLeft(other, at) || joinIfFew(one, other);
  }

  /** A webhook of that time told what was left for both: however many names that makes. */
  void renamed(Contact one, Contact other, Instant at) {
    if (!isLeft(one, at) && !isLeft(other, at)) {
      join(one, other);
    }
  }

  /**
   * Meta answered a send of that time: the names are whose it says.
   *
   * @return false when they have too many names to be one
   */
  boolean answered(Contact one, Contact other, Instant at) {
    if (one.equals(other)) {
      return true;
    }
    writing(one, at);
    writing(other, at);
    return joinIfFew(one, other);
  }

  private boolean isLeft(Contact name, Instant at) {
    Instant since = left.get(name);
    return since != null && at.isAfter(since);
  }

  /** All names are nobody's; who stopped marketing still has. */
  void forget(Contact name) {
    ContactHistory person = named(name);
    left.keySet().removeAll(names(person));
    byName.keySet().removeAll(names(person));
    if (person.hasStopped()) {
      named(name).stated(person.word());
    }
  }

  /** The person of a name left it for another. */
  void rename(Contact name, Contact other, Instant at) {
    Instant since = recycled.get(name);
    Instant backAt = left.get(other);
    boolean isBack = backAt != null && !backAt.isBefore(at) && named(name) == named(other);
    if (!isBack && (since == null || at.isAfter(since))) {
      left.computeIfPresent(other, (back, then) -> then.isBefore(at) ? null : then);
      left.merge(name, at, (a, b) -> a.isAfter(b) ? a : b);
      join(name, other);
    }
  }

  /** Somebody writes under the name: if its person left it before, it is another's now. */
  ContactHistory writing(Contact name, Instant at) {
    if (isLeft(name, at)) {
      Instant since = left.get(name);
      left.remove(name);
      recycled.put(name, since);
      byName.remove(name);
    }
    return named(name);
  }
}
