package io.sallyport.relay;

import java.util.Set;

/**
 * Whom a delivery is about.
 *
 * @param numbers the phone number ids it names
 * @param accounts the WABAs of which it says something without naming a phone number id
 * @param order what it has to be in order with
 */
public record Subjects(Set<String> numbers, Set<String> accounts, OrderKeys order) {

  public Subjects {
    numbers = Set.copyOf(numbers);
    accounts = Set.copyOf(accounts);
  }
}
