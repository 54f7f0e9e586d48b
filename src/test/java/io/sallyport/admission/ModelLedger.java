package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The ledger in memory, written from the design rather than from the scripts: the oracle the Redis
 * ledger is compared with. It forgets nothing and derives every verdict from what it was told.
 */
public final class ModelLedger implements Ledger {

  private record Key(String phoneNumberId, Contact contact) {}

  private final Supplier<Instant> clock;
  private final Map<Key, ContactHistory> contacts = new HashMap<>();
  private final Map<String, Instant> coveredSince = new HashMap<>();
  private int reservations;

  public ModelLedger(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    return Uni.createFrom().item(decide(phoneNumberId, contact, terms));
  }

  private Verdict decide(String phoneNumberId, Contact contact, Terms terms) {
    Instant now = clock.get();
    ContactHistory history = history(phoneNumberId, contact);
    Instant covered = coveredSince.get(phoneNumberId);
    Window window = history.window(now, terms.windowMargin(), covered);
    if (terms.needsWindow()) {
      if (window.state() == Window.State.CLOSED) {
        return new Verdict.Refused(
            window, new Grounds.WindowClosed(window.lastInboundAt(), history.closedByMeta()));
      }
      if (window.state() == Window.State.UNKNOWN && !terms.unknownWindowPasses()) {
        return new Verdict.Refused(window, new Grounds.WindowUnknown(covered));
      }
    }
    if (terms.marketing() == null) {
      return new Verdict.Admitted(window, null);
    }
    String id = "m" + ++reservations;
    return history
        .marketing(now, window, terms.marketing(), id)
        .<Verdict>map(grounds -> new Verdict.Refused(window, grounds))
        .orElseGet(
            () ->
                new Verdict.Admitted(
                    window,
                    window.state() == Window.State.OPEN
                        ? null
                        : new Reservation(phoneNumberId, contact, id)));
  }

  @Override
  public synchronized Uni<Void> commit(Reservation reservation, String wamid) {
    history(reservation.phoneNumberId(), reservation.contact()).accepted(reservation.id(), wamid);
    return Uni.createFrom().voidItem();
  }

  @Override
  public synchronized Uni<Void> release(Reservation reservation) {
    history(reservation.phoneNumberId(), reservation.contact()).notSent(reservation.id());
    return Uni.createFrom().voidItem();
  }

  @Override
  public synchronized Uni<Observation.Effect> observe(Observation observation) {
    Instant now = clock.get();
    ContactHistory history = history(observation.phoneNumberId(), observation.contact());
    boolean wasOpen = isOpen(history, now);
    history.hear(observation);
    return Uni.createFrom()
        .item(
            isOpen(history, now) && !wasOpen
                ? Observation.Effect.WINDOW_OPENED
                : Observation.Effect.NONE);
  }

  @Override
  public synchronized Uni<Void> cover(String phoneNumberId) {
    coveredSince.putIfAbsent(phoneNumberId, clock.get().truncatedTo(ChronoUnit.SECONDS));
    return Uni.createFrom().voidItem();
  }

  @Override
  public Instant now() {
    return clock.get();
  }

  private static boolean isOpen(ContactHistory history, Instant now) {
    return history.window(now, Duration.ZERO, null).state() == Window.State.OPEN;
  }

  private ContactHistory history(String phoneNumberId, Contact contact) {
    return contacts.computeIfAbsent(new Key(phoneNumberId, contact), key -> new ContactHistory());
  }
}
