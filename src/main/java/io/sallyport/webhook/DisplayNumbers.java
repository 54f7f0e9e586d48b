package io.sallyport.webhook;

import io.sallyport.contact.Contact;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The business's phone numbers by phone number id, as learned from the webhooks this replica has
 * received: account webhooks name the phone number only, and the configuration the id only.
 */
final class DisplayNumbers {

  private final Map<String, Contact> byId = new ConcurrentHashMap<>();

  void learn(NumberValue value) {
    value.displayNumber().ifPresent(display -> byId.put(value.phoneNumberId(), display));
  }

  /** The id with that phone number, among these; if there is only one id, that one. */
  Optional<String> find(Collection<String> ids, Optional<Contact> display) {
    return ids.size() == 1
        ? ids.stream().findFirst()
        : ids.stream()
            .filter(id -> display.isPresent() && display.get().equals(byId.get(id)))
            .findFirst();
  }
}
