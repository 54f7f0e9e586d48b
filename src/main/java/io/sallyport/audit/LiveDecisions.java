package io.sallyport.audit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Decisions of all replicas as they are made, for whoever listens at this one. While nobody listens
 * anywhere a decision costs the look at a flag. Otherwise it is put into a queue, and written as
 * JSON a moment later, once for all listeners, on no thread that sends need.
 */
public final class LiveDecisions implements Consumer<DecisionRecord> {

  /** How long replicas tell their decisions after somebody asked. */
  public static final Duration ASKED_FOR = Duration.ofSeconds(15);

  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  /** Between two steps there are less, even of a machine that does nothing else. */
  private static final int MOST_WAITING = 8192;

  private static final int MOST_HEARD = 256;

  /** Most of one step that a listener is told: a few hundred kB. */
  private static final int MOST_TOLD = 1000;

  /** Who is told: all who want the same are one. */
  public interface Listener {

    /** What it wants. */
    DecisionFilter filter();

    /**
     * Takes the newest that match, or counts them as missed.
     *
     * @param decisions JSON objects, the oldest first
     * @param missed how many others matched
     */
    void take(List<String> decisions, int missed);
  }

  /** What matches a filter. */
  private static final class Matching {
    private final List<String> told = new ArrayList<>();
    private int missed;

    void add(LiveDecision one) {
      if (told.size() < MOST_TOLD) {
        told.add(one.json());
      } else {
        missed++;
      }
    }
  }

  private final DecisionWire wire;
  private final LongSupplier nanos;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<DecisionRecord> own = new ArrayBlockingQueue<>(MOST_WAITING);
  private final BlockingQueue<List<String>> heard = new ArrayBlockingQueue<>(MOST_HEARD);
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean isWanted;
  private long othersAskedAt;
  private volatile boolean othersAsked;
  private long askedAt;

  /**
   * @param nanos monotonic time, ns
   */
  public LiveDecisions(DecisionWire wire, LongSupplier nanos) {
    this.wire = wire;
    this.nanos = nanos;
  }

  @Override
  public void accept(DecisionRecord one) {
    if (isWanted && !own.offer(one)) {
      lost.incrementAndGet();
    }
  }

  /**
   * Asks all replicas for their decisions, so that a listener can be added.
   *
   * @return complete when they were asked, or could not be
   */
  public Future<Void> prepare() {
    isWanted = true;
    return wire.ask().otherwiseEmpty();
  }

  public synchronized void add(Listener listener) {
    listeners.add(listener);
    isWanted = true;
  }

  public void remove(Listener listener) {
    listeners.remove(listener);
  }

  /** Whether anybody listens anywhere, and {@link #step} has something to do. */
  public boolean isWanted() {
    return isWanted;
  }

  /** Somebody listens at another replica. */
  public synchronized void asked() {
    othersAskedAt = nanos.getAsLong();
    othersAsked = true;
    isWanted = true;
  }

  /** Another replica decided these. */
  public void heard(List<String> decisions) {
    if (!listeners.isEmpty() && !heard.offer(decisions)) {
      lost.addAndGet(decisions.size());
    }
  }

  /** Tells what was decided since the last step; called by one thread at a time. */
  public void step() {
    if (!isWanted) {
      return;
    }
    long now = nanos.getAsLong();
    boolean hasListeners = isWantedHere(now);
    if (hasListeners && now - askedAt > ASK_AGAIN.toNanos()) {
      askedAt = now;
      var unused = wire.ask();
    }
    List<LiveDecision> all = takeOwn();
    if (othersAsked && !all.isEmpty()) {
      wire.tell(all.stream().map(LiveDecision::json).toList());
    }
    takeHeard(all);
    int missed = lost.getAndSet(0);
    if (hasListeners && (!all.isEmpty() || missed > 0)) {
      tell(all, missed);
    }
  }

  /** Who came meanwhile is not overlooked. */
  private synchronized boolean isWantedHere(long now) {
    othersAsked = othersAsked && now - othersAskedAt < ASKED_FOR.toNanos();
    isWanted = !listeners.isEmpty() || othersAsked;
    return !listeners.isEmpty();
  }

  private List<LiveDecision> takeOwn() {
    List<DecisionRecord> records = new ArrayList<>();
    own.drainTo(records);
    List<LiveDecision> all = new ArrayList<>(records.size());
    records.forEach(one -> all.add(LiveDecision.of(one)));
    return all;
  }

  private void takeHeard(List<LiveDecision> all) {
    List<List<String>> batches = new ArrayList<>();
    heard.drainTo(batches);
    for (List<String> batch : batches) {
      for (String json : batch) {
        LiveDecision one = LiveDecision.read(json);
        if (one != null) {
          all.add(one);
        }
      }
    }
  }

  private void tell(List<LiveDecision> all, int missed) {
    for (Listener listener : listeners) {
      Matching matching = matching(listener.filter(), all);
      if (!matching.told.isEmpty() || missed > 0) {
        listener.take(matching.told, matching.missed + missed);
      }
    }
  }

  private static Matching matching(DecisionFilter filter, List<LiveDecision> all) {
    Matching matching = new Matching();
    all.stream().filter(filter::matches).forEach(matching::add);
    return matching;
  }
}
