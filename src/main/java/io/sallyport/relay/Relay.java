package io.sallyport.relay;

import io.sallyport.relay.RelayEvent.Arrived;
import io.sallyport.relay.RelayEvent.Unwanted;
import io.sallyport.relay.RelayStore.Queued;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Queues Meta's deliveries for every target that wants them, and replays dead letters. */
public final class Relay {

  /** Dead letters read or replayed per call to the store. */
  private static final int PAGE = 100;

  private final List<Target> targets;
  private final RelayStore store;
  private final Consumer<RelayEvent> events;
  private final Map<String, Sender> senders = new LinkedHashMap<>();

  /**
   * @param random from 0 to 1, for the backoff
   * @param events receives what meters and logs report
   */
  public Relay(
      List<Target> targets,
      RelayStore store,
      Post post,
      RelaySettings settings,
      DoubleSupplier random,
      Consumer<RelayEvent> events) {
    this.targets = List.copyOf(targets);
    this.store = store;
    this.events = events;
    for (Target target : targets) {
      senders.put(
          target.name(),
          new Sender(target.name(), store, post, settings, System::nanoTime, random, events));
    }
  }

  /** One for each target. */
  public Collection<Sender> senders() {
    return senders.values();
  }

  public Optional<Sender> sender(String target) {
    return Optional.ofNullable(senders.get(target));
  }

  /**
   * Queues a delivery for every target that wants it.
   *
   * @return fails unless each of them has it queued, now or by an earlier call
   */
  public Uni<Void> queue(Letter letter, Subjects subjects) {
    List<Target> wanting = targets.stream().filter(target -> target.wants(subjects)).toList();
    if (wanting.isEmpty() && !targets.isEmpty()) {
      events.accept(new Unwanted());
    }
    return queue(wanting, letter, subjects.order());
  }

  /** Whether any target wants the gateway's own events of this type about a number. */
  public boolean isWanted(String event, String phoneNumberId) {
    Subjects subjects = new Subjects(Set.of(phoneNumberId), Set.of(), OrderKeys.NONE);
    return targets.stream().anyMatch(target -> target.wants(event, subjects));
  }

  /**
   * Queues an event of the gateway's own for every target that wants it.
   *
   * @return fails unless each of them has it queued, now or by an earlier call
   */
  public Uni<Void> announce(String event, Letter letter, Subjects subjects) {
    List<Target> wanting =
        targets.stream().filter(target -> target.wants(event, subjects)).toList();
    return queue(wanting, letter, subjects.order());
  }

  private Uni<Void> queue(List<Target> wanting, Letter letter, OrderKeys order) {
    return wanting.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join()
            .all(wanting.stream().map(target -> queue(target.name(), letter, order)).toList())
            .andCollectFailures()
            .replaceWithVoid();
  }

  private Uni<Void> queue(String target, Letter letter, OrderKeys order) {
    return store
        .queue(target, letter, order)
        .chain(
            outcome -> {
              events.accept(new Arrived(target, outcome));
              if (outcome == Queued.FULL) {
                return Uni.createFrom().failure(new TooManyWait(target));
              }
              sendSoon(target);
              return Uni.createFrom().voidItem();
            });
  }

  private void sendSoon(String target) {
    sender(target).ifPresent(sender -> sender.run().subscribe().with(busy -> {}, silent -> {}));
  }

  /** Dead letters of a target, see {@link RelayStore#deadLetters}. */
  public Uni<List<DeadLetter>> deadLetters(String target, String after, int limit) {
    return store.deadLetters(target, after, limit);
  }

  /**
   * Queues dead letters again and ends a pause of the target.
   *
   * @param ids event ids of the letters; null for all of them
   * @return how many were queued
   */
  public Uni<Integer> replay(String target, @Nullable Set<String> ids) {
    return find(target, ids, "", new ArrayList<>())
        .chain(places -> replay(target, places, 0, 0))
        .invoke(count -> sendSoon(target));
  }

  /** All places first: a replayed letter that dies again meanwhile must not be replayed twice. */
  private Uni<List<String>> find(
      String target, @Nullable Set<String> ids, String after, List<String> found) {
    return store
        .deadLetters(target, after, PAGE)
        .chain(
            page -> {
              page.stream()
                  .filter(letter -> ids == null || ids.contains(letter.id()))
                  .forEach(letter -> found.add(letter.place()));
              return page.size() < PAGE
                  ? Uni.createFrom().item(found)
                  : find(target, ids, page.get(PAGE - 1).place(), found);
            });
  }

  private Uni<Integer> replay(String target, List<String> places, int begin, int count) {
    int end = Math.min(begin + PAGE, places.size());
    return store
        .replay(target, places.subList(begin, end))
        .chain(
            some ->
                end == places.size() || some == 0
                    ? Uni.createFrom().item(count + some)
                    : replay(target, places, end, count + some));
  }

  /** The target's queue is full. */
  public static final class TooManyWait extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyWait(String target) {
      super("too many letters wait for " + target, null, false, false);
    }
  }
}
