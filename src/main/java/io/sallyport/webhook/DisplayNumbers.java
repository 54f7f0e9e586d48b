package io.sallyport.webhook;

import io.sallyport.contact.Contact;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The phone numbers of the business, by phone number id, as this replica's webhooks have told so
 * far: account webhooks know no ids, and the configuration knows no phone numbers.
 */
final class DisplayNumbers {

  private final Map<String, Contact> byId = new ConcurrentHashMap<>();

  void learn(NumberValue value) {
    value.displayNumber().ifPresent(display -> byId.put(value.phoneNumberId(), display));
  }

  /** Which of these ids has that phone number; the only one, if there is but one. */
  Optional<String> find(Collection<String> ids, Optional<Contact> display) {
    return ids.size() == 1
        ? ids.stream().findFirst()
        : ids.stream()
            .filter(id -> display.isPresent() && display.get().equals(byId.get(id)))
            .findFirst();
  }
}
