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
 * The letters of one target that wait, in order: of those that share an order key only the oldest
 * is ready. Not thread-safe.
 */
final class Backlog {

  private static final class Item {
    private final long number;
    private Waiting waiting;
    private int behind;
    private boolean underWay;

    Item(long number, Waiting waiting) {
      this.number = number;
      this.waiting = waiting;
    }

    Instant due() {
      return waiting.tries().next();
    }
  }

  private final Map<String, Item> all = new LinkedHashMap<>();
  private final Map<Long, ArrayDeque<Item>> lines = new HashMap<>();

  /** First in their lines, by when their time comes. */
  private final PriorityQueue<Item> resting = new PriorityQueue<>(Comparator.comparing(Item::due));

  /** Those whose time has come, the oldest first. */
  private final PriorityQueue<Item> ready =
      new PriorityQueue<>(Comparator.comparingLong(item -> item.number));

  private long added;

  /** Adds a letter behind all others, unless it is there. */
  void add(Waiting waiting) {
    if (!all.containsKey(waiting.place())) {
      enter(new Item(added++, waiting));
    }
  }

  private void enter(Item item) {
    all.put(item.waiting.place(), item);
    item.behind = 0;
    for (Long key : item.waiting.order().keys()) {
      ArrayDeque<Item> line = lines.computeIfAbsent(key, one -> new ArrayDeque<>(2));
      item.behind += line.isEmpty() ? 0 : 1;
      line.addLast(item);
    }
    if (item.behind == 0 && !item.underWay) {
      resting.add(item);
    }
  }

  /** Forgets all but what is under way. */
  void restart() {
    List<Item> underWay = all.values().stream().filter(item -> item.underWay).toList();
    all.clear();
    lines.clear();
    resting.clear();
    ready.clear();
    underWay.forEach(this::enter);
  }

  /** The letters whose turn it is, at most so many; they are under way from now on. */
  List<Waiting> next(Instant now, int most) {
    while (!resting.isEmpty() && !resting.element().due().isAfter(now)) {
      ready.add(resting.remove());
    }
    List<Waiting> next = new ArrayList<>();
    while (next.size() < most && !ready.isEmpty()) {
      Item item = ready.remove();
      item.underWay = true;
      next.add(item.waiting);
    }
    return next;
  }

  /** Ready letters queued before that time, at most so many; they are under way from now on. */
  List<Waiting> queuedBefore(Instant time, int most) {
    List<Waiting> old = new ArrayList<>();
    for (Item item : all.values()) {
      if (old.size() == most || item.waiting.queuedAt().isAfter(time)) {
        break;
      }
      if (item.behind == 0 && !item.underWay) {
        resting.remove(item);
        ready.remove(item);
        item.underWay = true;
        old.add(item.waiting);
      }
    }
    return old;
  }

  /**
   * A letter is done: those behind it move up.
   *
   * @return whether it was under way
   */
  boolean done(String place) {
    Item item = all.remove(place);
    if (item == null) {
      return false;
    }
    for (Long key : item.waiting.order().keys()) {
      ArrayDeque<Item> line = lines.getOrDefault(key, new ArrayDeque<>());
      line.remove(item);
      Item first = line.peekFirst();
      if (first == null) {
        lines.remove(key);
      } else if (--first.behind == 0) {
        resting.add(first);
      }
    }
    return item.underWay;
  }

  /**
   * A letter waits on.
   *
   * @return whether it was under way
   */
  boolean later(String place, Tries tries) {
    Item item = all.get(place);
    if (item == null || !item.underWay) {
      return false;
    }
    item.underWay = false;
    item.waiting = item.waiting.with(tries);
    resting.add(item);
    return true;
  }

  /** Nothing waits for its time. */
  void allDue(Instant now) {
    for (Item item : resting) {
      item.waiting = item.waiting.with(item.waiting.tries().at(now));
      ready.add(item);
    }
    resting.clear();
  }

  int size() {
    return all.size();
  }
}
