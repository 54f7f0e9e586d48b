package io.sallyport.account;

import io.sallyport.instead.HoldReason;
import io.sallyport.template.Template;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the gateway, such as a CRM.
 *
 * @param name the same for all of its keys
 * @param numbers the phone number ids it is restricted to; null when it may use all
 * @param defaultNumber the number whose token is used for calls that name no number
 * @param fallback the template its texts are sent as when the window is closed
 * @param holds what its sends are held for until a person lets them go
 */
public record Client(
    String name,
    @Nullable Set<String> numbers,
    @Nullable String defaultNumber,
    Template.@Nullable Key fallback,
    List<HoldReason> holds) {

  /** Whether it may use some numbers only. */
  public boolean restricted() {
    return numbers != null;
  }

  public boolean mayUse(String phoneNumberId) {
    return numbers == null || numbers.contains(phoneNumberId);
  }
}
