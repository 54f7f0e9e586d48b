package io.sallyport.event;

import io.sallyport.contact.Contact;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When to look at a contact's window again. Durable, and shared by all replicas; all fail when the
 * store does not answer.
 */
public interface Reminders {

  /** One of them. */
  record Reminder(Contact contact, Instant at) {}

  /** Looks at the contact then, or later if it is to be looked at later already. */
  Uni<Void> remind(String phoneNumberId, Contact contact, Instant at);

  /** Those whose time has come by the shared clock, the oldest first. */
  Uni<List<Reminder>> due(String phoneNumberId, int most);

  /**
   * It was looked at; unless it was put off meanwhile, by whomever.
   *
   * @param next when to look again; null for not at all
   */
  Uni<Void> done(String phoneNumberId, Reminder reminder, @Nullable Instant next);

  /** No more of these names. */
  Uni<Void> forget(String phoneNumberId, Collection<Contact> names);
}
