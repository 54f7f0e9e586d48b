package io.sallyport.event;

import io.sallyport.contact.Contact;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times at which to check contacts' windows: durable and shared by all replicas. Every call fails
 * when the store does not answer.
 */
public interface Reminders {

  /** Check this contact's window at this time. */
  record Reminder(Contact contact, Instant at) {}

  /** Sets the contact's reminder to this time, unless it has a later one. */
  Uni<Void> remind(String phoneNumberId, Contact contact, Instant at);

  /** Reminders that are due by the store's clock, the oldest first. */
  Uni<List<Reminder>> due(String phoneNumberId, int most);

  /**
   * Replaces or removes a reminder that was handled; does nothing if it was postponed meanwhile.
   *
   * @param next when to check again; null to remove the reminder
   */
  Uni<Void> done(String phoneNumberId, Reminder reminder, @Nullable Instant next);

  /** Removes the reminders of these names. */
  Uni<Void> forget(String phoneNumberId, Collection<Contact> names);
}
