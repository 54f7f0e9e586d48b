package io.sallyport.event;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.event.GatewayEvent.WindowClosed;
import io.sallyport.event.GatewayEvent.WindowClosing;
import io.sallyport.event.Reminders.Reminder;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.Records;
import io.sallyport.rule.Terms;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells CRMs when a window is about to close and when it has closed. An inbound message only sets a
 * reminder. When it is due the ledger is asked for the window's state: the window may have been
 * extended or closed early, or the contact may have another name.
 */
public final class WindowWatch {

  /** Reminders handled per run. */
  private static final int AT_ONCE = 100;

  private final Announcer announcer;
  private final Reminders reminders;
  private final Records records;
  private final Function<Instant, Terms> terms;
  private final Duration lead;

  /**
   * @param terms any terms valid at a time: the window's state is the same for all of them
   * @param lead how long before it closes a window is announced as closing
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

  /** Whether any target wants events about the number's windows. */
  public boolean watches(String phoneNumberId) {
    return announcer.isWanted(EventType.WINDOW_CLOSING, phoneNumberId)
        || announcer.isWanted(EventType.WINDOW_CLOSED, phoneNumberId);
  }

  /**
   * Sets reminders for the windows that inbound messages open.
   *
   * @param now windows that closed before are ignored
   * @return fails unless all reminders are stored
   */
  public Uni<Void> setReminders(Collection<? extends Observation> observations, Instant now) {
    List<Uni<Void>> all = new ArrayList<>();
    for (Observation one : observations) {
      Instant closes = one.at().plus(Window.LENGTH);
      if (one instanceof Inbound inbound
          && inbound.via() != Via.EVENT
          && closes.isAfter(now)
          && watches(one.phoneNumberId())) {
        all.add(reminders.remind(one.phoneNumberId(), one.contact().first(), closes.minus(lead)));
      }
    }
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  /** Removes the reminders of these names. */
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    return reminders.forget(phoneNumberId, names);
  }

  /**
   * Handles the number's due reminders.
   *
   * @return whether more may be due now; fails when the store fails or a target's queue is full
   */
  public Uni<Boolean> run(String phoneNumberId) {
    return reminders
        .due(phoneNumberId, AT_ONCE)
        .chain(
            due -> {
              Uni<Void> done = Uni.createFrom().voidItem();
              for (Reminder reminder : due) {
                done = done.chain(() -> check(phoneNumberId, reminder));
              }
              return done.replaceWith(due.size() == AT_ONCE);
            });
  }

  private Uni<Void> check(String phoneNumberId, Reminder reminder) {
    return UniHelper.toUni(
            records.examine(phoneNumberId, reminder.contact(), terms.apply(reminder.at())))
        .chain(found -> announceState(phoneNumberId, reminder, found));
  }

  /** The reminder is done only after the event is queued. */
  private Uni<Void> announceState(
      String phoneNumberId, Reminder reminder, LedgerExplanation found) {
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

  /** 24 hours after the last message, or the reminder's time if Meta closed the window earlier. */
  private static Instant closedAt(Reminder reminder, LedgerExplanation found) {
    @Nullable Instant last = found.state().window().lastInboundAt();
    Instant day = last == null ? null : last.plus(Window.LENGTH);
    return day == null || day.isAfter(found.now()) ? reminder.at() : day;
  }
}
