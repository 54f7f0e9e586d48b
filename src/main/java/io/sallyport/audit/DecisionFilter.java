package io.sallyport.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions a listener wants; each is null for all.
 *
 * @param numbers phone number ids
 * @param client its name
 * @param reason as {@code Sallyport-Reason} has it
 * @param contacts names of a contact
 */
public record DecisionFilter(
    @Nullable Set<String> numbers,
    @Nullable String client,
    @Nullable String reason,
    @Nullable Set<String> contacts) {

  boolean matches(LiveDecision one) {
    return isIn(numbers, one.number())
        && (client == null || client.equals(one.client()))
        && (reason == null || reason.equals(one.reason()))
        && isIn(contacts, one.contact());
  }

  private static boolean isIn(@Nullable Set<String> some, @Nullable String one) {
    return some == null || (one != null && some.contains(one));
  }
}
