package io.sallyport.account;

import io.sallyport.instead.Preferences;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the gateway, such as a CRM.
 *
 * @param name the same for all of its keys
 * @param numbers the phone number ids it is restricted to; null when it may use all
 * @param defaultNumber the number whose token is used for calls that name no number
 * @param preferences what it wants rather than a refusal
 */
public record Client(
    String name,
    @Nullable Set<String> numbers,
    @Nullable String defaultNumber,
    Preferences preferences) {

  /** Whether it may use some numbers only. */
  public boolean restricted() {
    return numbers != null;
  }

  public boolean mayUse(String phoneNumberId) {
    return numbers == null || numbers.contains(phoneNumberId);
  }
}
