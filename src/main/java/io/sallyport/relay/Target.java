package io.sallyport.relay;

import java.util.Collections;
import java.util.Set;

/**
 * Who gets webhooks.
 *
 * @param numbers the phone number ids it wants; none for every delivery
 * @param accounts the WABAs of those numbers
 * @param events types of the gateway's own events it wants
 */
public record Target(String name, Set<String> numbers, Set<String> accounts, Set<String> events) {

  public Target {
    numbers = Set.copyOf(numbers);
    accounts = Set.copyOf(accounts);
    events = Set.copyOf(events);
  }

  boolean wants(String event, Subjects subjects) {
    return events.contains(event) && wants(subjects);
  }

  boolean wants(Subjects subjects) {
    return numbers.isEmpty()
        || !Collections.disjoint(numbers, subjects.numbers())
        || !Collections.disjoint(accounts, subjects.accounts());
  }
}
