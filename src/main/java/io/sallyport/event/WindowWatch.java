package io.sallyport.event;

import io.sallyport.admission.Examination;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Records;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.event.GatewayEvent.WindowClosed;
import io.sallyport.event.GatewayEvent.WindowClosing;
import io.sallyport.event.Reminders.Reminder;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells CRMs when a window is about to close, and when it has. A message only makes a reminder;
 * what the window is then, the ledger is asked: it may have been put off, closed early, or be known
 * by another name.
 */
public final class WindowWatch {

  /** Reminders that are looked at in one turn. */
  private static final int AT_ONCE = 100;

  private final Announcer announcer;
  private final Reminders reminders;
  private final Records records;
  private final Function<Instant, Terms> terms;
  private final Duration lead;

  /**
   * A watch.
   *
   * @param terms any, at a time: a window is the same on all
   * @param lead how long before a window closes it is told
   */
  public WindowWatch(
      Announcer announcer,
      Reminders reminders,
      Records records,
      Function<Instant, Terms> terms,
      Duration lead) {
    this.announcer = announcer;
    this.reminders = reminders;
    this.records = records;
    this.terms = terms;
    this.lead = lead;
  }

  /** Whether anybody wants to know of the number's windows. */
  public boolean watches(String phoneNumberId) {
    return announcer.isWanted(EventType.WINDOW_CLOSING, phoneNumberId)
        || announcer.isWanted(EventType.WINDOW_CLOSED, phoneNumberId);
  }

  /**
   * Contacts wrote.
   *
   * @param now windows that closed before are of no interest
   * @return fails unless all reminders are kept
   */
  public Uni<Void> heard(Collection<? extends Observation> observations, Instant now) {
    List<Uni<Void>> all = new ArrayList<>();
    for (Observation one : observations) {
      Instant closes = one.at().plus(Window.LENGTH);
      if (one instanceof Inbound && closes.isAfter(now) && watches(one.phoneNumberId())) {
        all.add(reminders.remind(one.phoneNumberId(), one.contact().first(), closes.minus(lead)));
      }
    }
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  /** No more reminders of these names. */
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    return reminders.forget(phoneNumberId, names);
  }

  /**
   * Looks at whom it is time to look at.
   *
   * @return whether there may be more now; fails when the store or a target's queue does not take
   *     it
   */
  public Uni<Boolean> run(String phoneNumberId) {
    return reminders
        .due(phoneNumberId, AT_ONCE)
        .chain(
            due -> {
              Uni<Void> done = Uni.createFrom().voidItem();
              for (Reminder reminder : due) {
                done = done.chain(() -> look(phoneNumberId, reminder));
              }
              return done.replaceWith(due.size() == AT_ONCE);
            });
  }

  private Uni<Void> look(String phoneNumberId, Reminder reminder) {
    return records
        .examine(phoneNumberId, reminder.contact(), terms.apply(reminder.at()))
        .chain(found -> tell(phoneNumberId, reminder, found));
  }

  /** Only what is queued is done. */
  private Uni<Void> tell(String phoneNumberId, Reminder reminder, Examination found) {
    Window window = found.state().window();
    Contact contact = found.state().contact();
    if (window.state() == Window.State.OPEN) {
      Instant expiresAt = Objects.requireNonNull(window.expiresAt());
      Instant closing = expiresAt.minus(lead);
      if (found.now().isBefore(closing)) {
        return reminders.done(phoneNumberId, reminder, closing);
      }
      return announcer
          .announce(
              new WindowClosing(phoneNumberId, contact, closing, expiresAt, window.lastInboundAt()))
          .chain(() -> reminders.done(phoneNumberId, reminder, expiresAt));
    }
    Uni<Void> told =
        window.state() == Window.State.CLOSED
            ? announcer.announce(
                new WindowClosed(
                    phoneNumberId, contact, closedAt(reminder, found), window.lastInboundAt()))
            : Uni.createFrom().voidItem();
    return told.chain(() -> reminders.done(phoneNumberId, reminder, null));
  }

  /** A day after the last message, unless Meta closed it before. */
  private static Instant closedAt(Reminder reminder, Examination found) {
    @Nullable Instant last = found.state().window().lastInboundAt();
    Instant day = last == null ? null : last.plus(Window.LENGTH);
    return day == null || day.isAfter(found.now()) ? reminder.at() : day;
  }
}
