package io.sallyport.event;

import io.sallyport.contact.Contact;
import io.sallyport.event.GatewayEvent.ReplyOverdue;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.ContactLists.Waiting;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.FirstResponses.Wait;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.FirstResponseLimit;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells CRMs of contacts who wait too long for an answer. A number's list of who waits is in order
 * of time, and so is what is overdue: it is gone through once, from where it was left. Who comes
 * into the part behind later, by a webhook that was late, is looked at when that is stored.
 *
 * <p>An event is queued before the wait is marked as told, so a replica that dies in between leaves
 * it to be queued again, with the same bytes. Who marks it counts it.
 */
public final class ReplyWatch {

  /** How long a contact stays in the list of those who wait. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Contacts of one run. */
  private static final int AT_ONCE = 100;

  private final @Nullable FirstResponseLimit limit;
  private final ContactLists lists;
  private final FirstResponses waits;
  private final Announcer announcer;
  private final SharedClock clock;
  private final Consumer<Effect> effects;

  /** By number: contacts who began to wait at this time or before have been looked at. */
  private final Map<String, Instant> reached = new ConcurrentHashMap<>();

  /**
   * The watch.
   *
   * @param limit null for none: then nothing is asked or kept
   * @param effects told of each wait that is too long, once
   */
  public ReplyWatch(
      @Nullable FirstResponseLimit limit,
      ContactLists lists,
      FirstResponses waits,
      Announcer announcer,
      SharedClock clock,
      Consumer<Effect> effects) {
    this.limit = limit;
    this.lists = lists;
    this.waits = waits;
    this.announcer = announcer;
    this.clock = clock;
    this.effects = effects;
  }

  /** Whether there is a limit at all. */
  public boolean isOn() {
    return limit != null;
  }

  /** Whether who waits since then waits too long by now; false without a limit. */
  public boolean isOverdue(Instant since, Instant now) {
    return limit != null && !limit.overdueAt(since).isAfter(now);
  }

  /**
   * Tells of the number's contacts who have come to wait too long.
   *
   * @return in how long the next one does, if one waits: 0 for now; fails when the store fails or a
   *     target's queue is full
   */
  public Uni<Duration> run(String phoneNumberId) {
    Instant now = clock.now();
    Instant oldest = now.minus(LONGEST);
    Instant last = reached.getOrDefault(phoneNumberId, oldest);
    Instant from = last.isBefore(oldest) ? oldest : last;
    return UniHelper.toUni(lists.waiting(phoneNumberId, from, AT_ONCE))
        .chain(some -> look(phoneNumberId, some, from, now));
  }

  private Uni<Duration> look(String phoneNumberId, List<Waiting> some, Instant from, Instant now) {
    FirstResponseLimit wanted = Objects.requireNonNull(limit);
    Uni<Void> looked = Uni.createFrom().voidItem();
    Instant end = from;
    int further = 0;
    Duration next = LONGEST;
    for (Waiting one : some) {
      Instant at = wanted.overdueAt(one.since());
      if (at.isAfter(now)) {
        next = Duration.between(now, at);
        break;
      }
      looked = looked.chain(() -> check(phoneNumberId, one.contact(), now));
      end = one.since();
      further += one.since().getEpochSecond() > from.getEpochSecond() ? 1 : 0;
    }
    Instant to = end;
    Duration in = further == AT_ONCE ? Duration.ZERO : next;
    return looked.invoke(() -> reached.put(phoneNumberId, to)).replaceWith(in);
  }

  /**
   * Looks at contacts who wrote or were answered, where the list has been gone through beyond that.
   *
   * @return fails unless what is to be told is queued
   */
  public Uni<Void> heard(Collection<? extends Observation> observations) {
    List<Uni<Void>> all = new ArrayList<>();
    for (Observation one : observations) {
      Instant last = limit == null ? null : reached.get(one.phoneNumberId());
      boolean changesWaits =
          one instanceof Observation.Inbound || one instanceof Observation.Answered;
      if (changesWaits && last != null && !one.at().isAfter(last)) {
        all.add(check(one.phoneNumberId(), one.contact().first(), clock.now()));
      }
    }
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> check(String phoneNumberId, Contact contact, Instant now) {
    return UniHelper.toUni(waits.wait(phoneNumberId, contact))
        .chain(
            wait ->
                wait.isUntold() && isOverdue(Objects.requireNonNull(wait.since()), now)
                    ? tell(phoneNumberId, wait)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> tell(String phoneNumberId, Wait wait) {
    FirstResponseLimit wanted = Objects.requireNonNull(limit);
    Instant since = Objects.requireNonNull(wait.since());
    Instant at = wanted.overdueAt(since);
    return announcer
        .announce(new ReplyOverdue(phoneNumberId, wait.contact(), at, since, wanted.limit()))
        .chain(() -> UniHelper.toUni(waits.told(phoneNumberId, wait.contact(), since)))
        .invoke(
            isNew -> {
              if (isNew) {
                effects.accept(new Effect.AnswerOverdue(phoneNumberId));
              }
            })
        .replaceWithVoid();
  }
}
