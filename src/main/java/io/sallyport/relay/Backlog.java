package io.sallyport.relay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * One target's queued letters, in memory. Of letters that share an order key only the oldest may be
 * sent. Not thread-safe.
 */
final class Backlog {

  private static final class Item {
    private final long number;
    private QueuedLetter waiting;

    /** Order keys of this letter for which an older letter comes first. */
    private int blockedKeys;

    private boolean inFlight;

    Item(long number, QueuedLetter waiting) {
      this.number = number;
      this.waiting = waiting;
    }

    Instant due() {
      return waiting.tries().next();
    }
  }

  private final Map<String, Item> all = new LinkedHashMap<>();

  /** Letters by order key, oldest first. */
  private final Map<Long, ArrayDeque<Item>> byKey = new HashMap<>();

  /** Not blocked, but their retry time has not come; the earliest first. */
  private final PriorityQueue<Item> waitingForRetry =
      new PriorityQueue<>(Comparator.comparing(Item::due));

  /** May be sent now; the oldest first. */
  private final PriorityQueue<Item> ready =
      new PriorityQueue<>(Comparator.comparingLong(item -> item.number));

  private long added;

  /** Adds a letter as the newest, unless it is already known. */
  void add(QueuedLetter waiting) {
    if (!all.containsKey(waiting.place())) {
      insert(new Item(added++, waiting));
    }
  }

  private void insert(Item item) {
    all.put(item.waiting.place(), item);
    item.blockedKeys = 0;
    for (Long key : item.waiting.order().keys()) {
      ArrayDeque<Item> queue = byKey.computeIfAbsent(key, one -> new ArrayDeque<>(2));
      item.blockedKeys += queue.isEmpty() ? 0 : 1;
      queue.addLast(item);
    }
    if (item.blockedKeys == 0 && !item.inFlight) {
      waitingForRetry.add(item);
    }
  }

  /** Forgets all letters except those in flight. */
  void forgetAllButInFlight() {
    List<Item> inFlight = all.values().stream().filter(item -> item.inFlight).toList();
    all.clear();
    byKey.clear();
    waitingForRetry.clear();
    ready.clear();
    inFlight.forEach(this::insert);
  }

  /** Takes up to {@code most} letters that may be sent now; they count as in flight. */
  List<QueuedLetter> takeDue(Instant now, int most) {
    while (!waitingForRetry.isEmpty() && !waitingForRetry.element().due().isAfter(now)) {
      ready.add(waitingForRetry.remove());
    }
    List<QueuedLetter> next = new ArrayList<>();
    while (next.size() < most && !ready.isEmpty()) {
      Item item = ready.remove();
      item.inFlight = true;
      next.add(item.waiting);
    }
    return next;
  }

  /**
   * Takes up to {@code most} unblocked letters queued before that time; they count as in flight.
   */
  List<QueuedLetter> takeQueuedBefore(Instant time, int most) {
    List<QueuedLetter> old = new ArrayList<>();
    for (Item item : all.values()) {
      if (old.size() == most || item.waiting.queuedAt().isAfter(time)) {
        break;
      }
      if (item.blockedKeys == 0 && !item.inFlight) {
        waitingForRetry.remove(item);
        ready.remove(item);
        item.inFlight = true;
        old.add(item.waiting);
      }
    }
    return old;
  }

  /**
   * Removes a letter and unblocks those that waited for it.
   *
   * @return whether it was in flight
   */
  boolean remove(String place) {
    Item item = all.remove(place);
    if (item == null) {
      return false;
    }
    for (Long key : item.waiting.order().keys()) {
      ArrayDeque<Item> queue = byKey.getOrDefault(key, new ArrayDeque<>());
      queue.remove(item);
      Item first = queue.peekFirst();
      if (first == null) {
        byKey.remove(key);
      } else if (--first.blockedKeys == 0) {
        waitingForRetry.add(first);
      }
    }
    return item.inFlight;
  }

  /**
   * Puts a letter back, to be tried again at the time {@code tries} says.
   *
   * @return whether it was in flight
   */
  boolean retryLater(String place, Tries tries) {
    Item item = all.get(place);
    if (item == null || !item.inFlight) {
      return false;
    }
    item.inFlight = false;
    item.waiting = item.waiting.with(tries);
    waitingForRetry.add(item);
    return true;
  }

  /** Makes every letter that waits for a retry due now. */
  void makeAllDue(Instant now) {
    for (Item item : waitingForRetry) {
      item.waiting = item.waiting.with(item.waiting.tries().at(now));
      ready.add(item);
    }
    waitingForRetry.clear();
  }

  int size() {
    return all.size();
  }
}
