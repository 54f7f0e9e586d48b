package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where user ids led to of late, so that a send to one takes one round trip, too. Only hints:
 * admit.lua looks whether the name still leads there.
 */
final class AliasHints {

  private static final int MOST = 100_000;

  private record Name(String phoneNumberId, Contact contact) {}

  private final Map<Name, Contact> hints =
      Collections.synchronizedMap(
          new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Name, Contact> eldest) {
              return size() > MOST;
            }
          });

  /** Where to look first. A phone number is where its record is, but for those who changed it. */
  Contact of(String phoneNumberId, Contact contact) {
    return contact.isPhone()
        ? contact
        : hints.getOrDefault(new Name(phoneNumberId, contact), contact);
  }

  void found(String phoneNumberId, Contact contact, Contact where) {
    if (contact.isPhone()) {
      return;
    }
    Name name = new Name(phoneNumberId, contact);
    if (where.equals(contact)) {
      hints.remove(name);
    } else {
      hints.put(name, where);
    }
  }
}
