package io.sallyport.relay;

import java.util.Collections;
import java.util.Set;

/**
 * A receiver of webhooks, such as a CRM.
 *
 * @param numbers the phone number ids whose deliveries it wants; empty for all
 * @param accounts the WABAs of those numbers
 * @param events the types of the gateway's own events it wants
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
