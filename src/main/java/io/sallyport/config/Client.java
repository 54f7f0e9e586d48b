package io.sallyport.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may call the gateway, a CRM for example.
 *
 * @param name as configured; the same whatever key it uses
 * @param numbers the phone number ids it may use
 * @param restricted whether these are not simply all
 * @param defaultNumber whose token is used where a call names no number
 */
public record Client(
    String name, Set<String> numbers, boolean restricted, @Nullable String defaultNumber) {

  public Client {
    numbers = Set.copyOf(numbers);
  }

  public boolean mayUse(String phoneNumberId) {
    return numbers.contains(phoneNumberId);
  }
}
