package io.sallyport.contact;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of one contact in one webhook or answer: phone number, business-scoped user id, parent
 * id.
 *
 * @param first the name under which its state is looked up
 * @param others without duplicates and without the first
 */
public record Names(Contact first, List<Contact> others) {

  public Names {
    others = List.copyOf(others);
    if (others.contains(first) || Set.copyOf(others).size() != others.size()) {
      throw new IllegalArgumentException("a name twice");
    }
  }

  public static Names of(Contact only) {
    return new Names(only, List.of());
  }

  /** The names, phone numbers first; empty when there are none. */
  public static Optional<Names> of(List<Contact> names) {
    Set<Contact> sorted = new LinkedHashSet<>();
    names.stream().filter(Contact::isPhone).forEach(sorted::add);
    sorted.addAll(names);
    return sorted.stream()
        .findFirst()
        .map(first -> new Names(first, sorted.stream().skip(1).toList()));
  }
}
