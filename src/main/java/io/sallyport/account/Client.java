package io.sallyport.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured caller of the gateway, such as a CRM.
 *
 * @param name as configured; the same for all of its keys
 * @param numbers the phone number ids it may use
 * @param restricted whether it is configured for some numbers only
 * @param defaultNumber the number whose token is used for calls that name no number
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
