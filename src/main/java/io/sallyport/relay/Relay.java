package io.sallyport.relay;

import io.sallyport.relay.RelayEvent.Arrived;
import io.sallyport.relay.RelayEvent.Begun;
import io.sallyport.relay.RelayEvent.Removed;
import io.sallyport.relay.RelayEvent.Unwanted;
import io.sallyport.relay.RelayStore.Queued;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queues Meta's deliveries for every target that wants them, and replays dead letters. */
public final class Relay {

  /** Dead letters read or replayed per call to the store. */
  private static final int PAGE = 100;

  /** An occasional target stays awake for far longer than the store is waited for. */
  private static final Duration AWAKE = Duration.ofSeconds(10);

  private final Occasional occasional;
  private final RelayStore store;
  private final Post post;
  private final RelaySettings settings;
  private final DoubleSupplier random;
  private final Consumer<RelayEvent> events;
  private final Map<String, Target> targets = new ConcurrentSkipListMap<>();
  private final Map<String, Sender> senders = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * Without targets: {@link #put}.
   *
   * @param random from 0 to 1, for the backoff
   * @param events receives what meters and logs report
   */
  public Relay(
      Occasional occasional,
      RelayStore store,
      Post post,
      RelaySettings settings,
      DoubleSupplier random,
      Consumer<RelayEvent> events) {
    this.occasional = occasional;
    this.store = store;
    this.post = post;
    this.settings = settings;
    this.random = random;
    this.events = events;
  }

  /** From now on this target gets what it wants; one of the same name is replaced. */
  public void put(Target target) {
    boolean isNew = targets.put(target.name(), target) == null;
    if (isNew) {
      senderOf(target.name());
      listeners.forEach(Runnable::run);
    }
  }

  /**
   * From now on a target gets nothing, and what waits for it is dropped; unless it is put again
   * before the attempts in progress have ended, since more may wait for it by then.
   *
   * @return fails when the store did not answer
   */
  public Uni<Void> remove(String target) {
    targets.remove(target);
    Sender sender = senders.remove(target);
    if (sender == null) {
      return Uni.createFrom().voidItem();
    }
    listeners.forEach(Runnable::run);
    events.accept(new Removed(target));
    return sender
        .stop()
        .chain(
            () -> targets.containsKey(target) ? Uni.createFrom().voidItem() : store.drop(target));
  }

  /** Told that targets came or went. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Those that are looked at regularly; the occasional ones are {@link #awake}. */
  public List<Sender> standing() {
    return targets.keySet().stream().map(this::senderOf).toList();
  }

  /** One for each target; of the occasional ones those that have had a letter. */
  public Collection<Sender> senders() {
    return List.copyOf(senders.values());
  }

  /** What a target wants; empty of an occasional one. */
  public Optional<Target> target(String name) {
    return Optional.ofNullable(targets.get(name));
  }

  /** Of the occasional targets only one that has had a letter has a sender. */
  public Optional<Sender> sender(String target) {
    return Optional.ofNullable(senders.get(target));
  }

  /** Whether there is such a target. */
  public boolean has(String target) {
    return senders.containsKey(target) || occasional.has(target);
  }

  private Sender senderOf(String target) {
    Sender known = senders.get(target);
    if (known != null) {
      return known;
    }
    Sender begun = new Sender(target, store, post, settings, System::nanoTime, random, events);
    Sender other = senders.putIfAbsent(target, begun);
    if (other == null) {
      events.accept(new Begun(begun));
    }
    return other == null ? begun : other;
  }

  /** The occasional targets for which something may wait, with when that was noted. */
  public Uni<Map<String, Long>> awake() {
    return store.awake();
  }

  /**
   * Looks at an occasional target, as {@link Sender#run}; with nothing waiting it is not looked at
   * any more until something is queued for it.
   *
   * @param noted as {@link #awake} said
   */
  public Uni<Boolean> look(String target, long noted) {
    if (!occasional.has(target)) {
      // Its configuration is gone; what waits for it ends with its life in the store.
      return store.rest(target, noted).replaceWith(false);
    }
    Sender sender = senderOf(target);
    return sender
        .run()
        .chain(
            busy ->
                busy || !mayRest(sender, noted)
                    ? Uni.createFrom().item(busy)
                    : store.rest(target, noted).replaceWith(false));
  }

  private boolean mayRest(Sender sender, long noted) {
    TargetState state = sender.state();
    return state != null
        && state.waiting() == 0
        && store.now().toEpochMilli() - noted > AWAKE.toMillis();
  }

  /**
   * Queues a delivery for every target that wants it.
   *
   * @return fails unless each of them has it queued, now or by an earlier call
   */
  public Uni<Void> queue(Letter letter, Subjects subjects) {
    List<String> wanting =
        Stream.concat(
                names(targets.values().stream().filter(target -> target.wants(subjects))),
                occasional.wanting(subjects.numbers()).stream())
            .toList();
    if (wanting.isEmpty() && !targets.isEmpty()) {
      events.accept(new Unwanted());
    }
    return queue(wanting, letter, subjects.order());
  }

  private static Stream<String> names(Stream<Target> targets) {
    return targets.map(Target::name);
  }

  /** Whether any target wants the gateway's own events of this type about a number. */
  public boolean isWanted(String event, String phoneNumberId) {
    Subjects subjects = new Subjects(Set.of(phoneNumberId), Set.of(), OrderKeys.NONE);
    return targets.values().stream().anyMatch(target -> target.wants(event, subjects));
  }

  /**
   * Queues an event of the gateway's own for every target that wants it.
   *
   * @return fails unless each of them has it queued, now or by an earlier call
   */
  public Uni<Void> announce(String event, Letter letter, Subjects subjects) {
    List<String> wanting =
        names(targets.values().stream().filter(target -> target.wants(event, subjects))).toList();
    return queue(wanting, letter, subjects.order());
  }

  private Uni<Void> queue(List<String> wanting, Letter letter, OrderKeys order) {
    return wanting.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join()
            .all(wanting.stream().map(target -> queue(target, letter, order)).toList())
            .andCollectFailures()
            .replaceWithVoid();
  }

  /**
   * Queues a letter for one target, whatever it wants.
   *
   * @return fails unless it has it queued, now or by an earlier call
   */
  public Uni<Void> queue(String target, Letter letter, OrderKeys order) {
    return woken(target)
        .chain(() -> store.queue(target, letter, order))
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

  /** Before anything is in its queue: else a replica that dies in between leaves it there. */
  private Uni<Void> woken(String target) {
    return occasional.has(target) ? store.wake(target) : Uni.createFrom().voidItem();
  }

  private void sendSoon(String target) {
    if (has(target)) {
      senderOf(target).run().subscribe().with(busy -> {}, silent -> {});
    }
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
        .chain(places -> woken(target).replaceWith(places))
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
