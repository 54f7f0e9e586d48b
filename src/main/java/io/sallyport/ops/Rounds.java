package io.sallyport.ops;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls on each of many again and again: once in every round, each at a time of its own, and sooner
 * where there is reason to. However many they are, the calls are spread evenly, and only so many
 * are under way; whose time has come meanwhile waits, the longest first. So what is asked for them
 * never has all of their questions at once, not at the start and not when it was away for a while.
 */
public final class Rounds {

  /** What is done for one of them. */
  public interface Call {
    /**
     * Calls.
     *
     * @return after how long to call again, if that is before the next round ({@link #NEXT_ROUND}:
     *     it is not); a failure is not, either
     */
    Uni<Duration> on(String one);
  }

  /**
   * How fast they are called on.
   *
   * @param gap between two calls of a round, as long as the next two hold
   * @param shortest of a round: few are called on no oftener
   * @param longest of a round: many are called on with smaller gaps
   * @param atOnce calls that are under way
   */
  public record Pace(Duration gap, Duration shortest, Duration longest, int atOnce) {

    /** A pace without a longest round. */
    public static Pace of(Duration gap, Duration shortest, int atOnce) {
      return new Pace(gap, shortest, NEXT_ROUND, atOnce);
    }

    Duration round(int size) {
      Duration even = gap.multipliedBy(size);
      return even.compareTo(shortest) < 0 ? shortest : even.compareTo(longest) > 0 ? longest : even;
    }
  }

  /** Longer than any round. */
  public static final Duration NEXT_ROUND = Duration.ofDays(365);

  /** In each, as many calls begin as may be under way, at most. */
  static final Duration STEP = Duration.ofMillis(10);

  /** Who is to be called on {@link #within} less may wait for so long. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private static final long NEVER = Long.MAX_VALUE;

  /** When one of them is called on, ns; never while it is. */
  private static final class Turn {
    final String name;
    final long phase;
    long at;

    Turn(String name, long first, long phase) {
      this.name = name;
      this.at = first;
      this.phase = phase;
    }
  }

  private final Call call;
  private final int atOnce;
  private final long round;
  private final LongSupplier nanos;
  private final Map<String, Turn> turns = new HashMap<>();
  private final TreeSet<Turn> waiting =
      new TreeSet<>(
          Comparator.<Turn>comparingLong(turn -> turn.at).thenComparing(turn -> turn.name));
  private long start;
  private int underWay;
  private boolean stopped;

  /** Rounds of all of these. */
  public Rounds(Collection<String> all, Pace pace, Call call) {
    this(all, pace, call, System::nanoTime);
  }

  /**
   * Rounds.
   *
   * @param nanos a time that only runs forward, ns
   */
  Rounds(Collection<String> all, Pace pace, Call call, LongSupplier nanos) {
    this.call = call;
    this.atOnce = pace.atOnce();
    this.nanos = nanos;
    this.round = pace.round(all.size()).toNanos();
    // What nothing is known of yet is not kept waiting: the first round is a quick one.
    long gap = Math.min(pace.gap().toNanos(), round / Math.max(1, all.size()));
    for (String name : all) {
      int index = turns.size();
      turns.put(name, new Turn(name, gap * index, round / all.size() * index));
    }
  }

  /** Begins. */
  public void start(Vertx vertx) {
    start();
    goOn(vertx);
  }

  private void goOn(Vertx vertx) {
    step();
    Duration pause = pause();
    if (pause.compareTo(NEXT_ROUND) < 0) {
      vertx.setTimer(pause.toMillis(), again -> goOn(vertx));
    }
  }

  /** Until the next step; where nobody's time comes soon, there are few. */
  private synchronized Duration pause() {
    if (stopped || turns.isEmpty()) {
      return NEXT_ROUND;
    }
    long first = waiting.isEmpty() || underWay == atOnce ? 0 : waiting.first().at - now();
    return Duration.ofNanos(Math.max(STEP.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), first)));
  }

  synchronized void start() {
    start = nanos.getAsLong();
    waiting.addAll(turns.values());
  }

  /** Nobody is called on any more. */
  public synchronized void stop() {
    stopped = true;
  }

  /** Calls on one after so long at the latest, whenever its turn would be. */
  public synchronized void within(String name, Duration wait) {
    Turn turn = turns.get(name);
    long at = now() + wait.toNanos();
    if (turn != null && at < turn.at) {
      boolean waits = waiting.remove(turn);
      turn.at = at;
      if (waits) {
        waiting.add(turn);
      }
    }
  }

  void step() {
    for (int begun = 0; begun < atOnce; begun++) {
      Turn turn = next();
      if (turn == null) {
        return;
      }
      Uni.createFrom()
          .deferred(() -> call.on(turn.name))
          .subscribe()
          .with(again -> ended(turn, again), failure -> ended(turn, NEXT_ROUND));
    }
  }

  private synchronized @Nullable Turn next() {
    if (stopped || underWay == atOnce || waiting.isEmpty() || waiting.first().at > now()) {
      return null;
    }
    Turn turn = waiting.first();
    waiting.remove(turn);
    turn.at = NEVER;
    underWay++;
    return turn;
  }

  /** What it was to be called on within meanwhile stands. */
  private synchronized void ended(Turn turn, Duration again) {
    underWay--;
    long now = now();
    turn.at = Math.min(turn.at, Math.min(now + again.toNanos(), nextRound(turn, now)));
    waiting.add(turn);
  }

  /** At its own time, also after a delay: those that were late together do not stay together. */
  private long nextRound(Turn turn, long now) {
    return turn.phase + (Math.floorDiv(now - turn.phase, round) + 1) * round;
  }

  private long now() {
    return nanos.getAsLong() - start;
  }
}
