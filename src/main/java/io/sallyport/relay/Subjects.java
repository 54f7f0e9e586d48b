package io.sallyport.relay;

import java.util.Set;

/**
 * What a delivery is about: decides which targets want it, and its order.
 *
 * @param numbers the phone number ids it names
 * @param accounts the WABAs it is about without naming a phone number id
 * @param order keys it shares with deliveries that must not overtake it
 */
public record Subjects(Set<String> numbers, Set<String> accounts, OrderKeys order) {

  public Subjects {
    numbers = Set.copyOf(numbers);
    accounts = Set.copyOf(accounts);
  }
}
