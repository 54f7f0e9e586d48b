package io.sallyport.twin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All customers of all numbers. A BSUID that was seen with a phone is the same customer (PF §1.2).
 */
final class Relationships {
  private record Pair(String pnid, String contact) {}

  private final Map<Pair, Relationship> pairs = new HashMap<>();
  private final Map<String, String> phoneOfUserId = new HashMap<>();
  private final Map<String, String> userIdOfPhone = new HashMap<>();

  synchronized Relationship of(TwinNumber number, ContactName contact) {
    String known = phoneOfUserId.getOrDefault(contact.value(), contact.value());
    return pairs.computeIfAbsent(new Pair(number.pnid(), known), pair -> new Relationship());
  }

  synchronized void link(String phone, String userId) {
    phoneOfUserId.put(userId, phone);
    userIdOfPhone.put(phone, userId);
  }

  synchronized Optional<String> userIdOf(ContactName contact) {
    return contact.isBsuid()
        ? Optional.of(contact.value())
        : Optional.ofNullable(userIdOfPhone.get(contact.value()));
  }

  synchronized void clear() {
    pairs.clear();
    phoneOfUserId.clear();
    userIdOfPhone.clear();
  }
}
