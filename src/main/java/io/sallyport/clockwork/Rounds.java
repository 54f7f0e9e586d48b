package io.sallyport.clockwork;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls many things, such as numbers, one after another: each once per round at a fixed time of its
 * own, and sooner if asked. The calls are spread evenly over the round and only so many run at the
 * same time; the rest wait, the longest overdue first. So the server that is polled never gets all
 * calls at once, neither at the start nor after it was away.
 */
public final class Rounds {

  /** One poll. */
  public interface Call {
    /**
     * Polls one.
     *
     * @return how long to wait until the next call, if it should come before the next round; {@link
     *     #NEXT_ROUND} if not, which a failure means too
     */
    Uni<Duration> on(String one);
  }

  /**
   * How fast to poll.
   *
   * @param gap between two calls, as long as the round stays between the next two
   * @param shortest round: with few things to poll, the gaps are longer
   * @param longest round: with many things to poll, the gaps are shorter
   * @param atOnce most calls that run at the same time
   */
  public record Pace(Duration gap, Duration shortest, Duration longest, int atOnce) {

    /** A pace without a limit on the round's length. */
    public static Pace of(Duration gap, Duration shortest, int atOnce) {
      return new Pace(gap, shortest, NEXT_ROUND, atOnce);
    }

    Duration round(int size) {
      Duration even = gap.multipliedBy(size);
      return even.compareTo(shortest) < 0 ? shortest : even.compareTo(longest) > 0 ? longest : even;
    }
  }

  /** Stands for "not before the next round": longer than any round. */
  public static final Duration NEXT_ROUND = Duration.ofDays(365);

  /** Interval of the timer; per step at most {@link Pace#atOnce} calls begin. */
  static final Duration STEP = Duration.ofMillis(10);

  /** Longest interval of the timer, and so how late a call asked for by {@link #within} may be. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private static final long NEVER = Long.MAX_VALUE;

  /** When to poll one next, in ns; {@link #NEVER} while a call for it runs. */
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

  private final Pace pace;
  private final Call call;
  private final int atOnce;
  private final LongSupplier nanos;
  private final Map<String, Turn> turns = new HashMap<>();
  private final TreeSet<Turn> waiting =
      new TreeSet<>(
          Comparator.<Turn>comparingLong(turn -> turn.at).thenComparing(turn -> turn.name));
  private long round;
  private long start;
  private int underWay;
  private boolean started;
  private boolean stopped;
  private boolean ticking;
  private @Nullable Vertx vertx;

  /** Rounds over all of these. */
  public Rounds(Collection<String> all, Pace pace, Call call) {
    this(all, pace, call, System::nanoTime);
  }

  /**
   * @param nanos monotonic time, ns
   */
  Rounds(Collection<String> all, Pace pace, Call call, LongSupplier nanos) {
    this.pace = pace;
    this.call = call;
    this.atOnce = pace.atOnce();
    this.nanos = nanos;
    add(all);
  }

  /** Nothing is known of new ones, so their first round is as fast as the pace allows. */
  private void add(Collection<String> some) {
    int size = turns.size() + some.size();
    round = pace.round(size).toNanos();
    long gap = Math.min(pace.gap().toNanos(), round / Math.max(1, size));
    long now = started ? now() : 0;
    int index = 0;
    for (String name : some) {
      Turn turn = new Turn(name, now + gap * index, round / size * turns.size());
      turns.put(name, turn);
      if (started) {
        waiting.add(turn);
      }
      index++;
    }
  }

  /** From now on these are polled: what is new soon, what is gone no more. */
  public void follow(Collection<String> all) {
    synchronized (this) {
      Set<String> present = new HashSet<>(all);
      turns
          .values()
          .removeIf(
              turn -> {
                boolean gone = !present.contains(turn.name);
                if (gone) {
                  waiting.remove(turn);
                }
                return gone;
              });
      present.removeAll(turns.keySet());
      add(present);
      if (!started || ticking || vertx == null) {
        return;
      }
      ticking = true;
    }
    runAndReschedule(vertx);
  }

  public void start(Vertx vertx) {
    synchronized (this) {
      this.vertx = vertx;
      this.ticking = true;
    }
    start();
    runAndReschedule(vertx);
  }

  private void runAndReschedule(Vertx vertx) {
    step();
    Duration pause = pause();
    if (pause.compareTo(NEXT_ROUND) < 0) {
      vertx.setTimer(pause.toMillis(), again -> runAndReschedule(vertx));
    }
  }

  /** How long the timer waits: until the first poll is due, at most {@link #LONGEST_PAUSE}. */
  private synchronized Duration pause() {
    if (stopped || turns.isEmpty()) {
      ticking = false;
      return NEXT_ROUND;
    }
    long first = waiting.isEmpty() || underWay == atOnce ? 0 : waiting.first().at - now();
    return Duration.ofNanos(Math.max(STEP.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), first)));
  }

  synchronized void start() {
    start = nanos.getAsLong();
    started = true;
    waiting.addAll(turns.values());
  }

  /** Begins no more calls. */
  public synchronized void stop() {
    stopped = true;
  }

  /** Polls one after this wait at the latest. */
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

  /** An earlier time set by {@link #within} during the call is kept. */
  private synchronized void ended(Turn turn, Duration again) {
    underWay--;
    long now = now();
    turn.at = Math.min(turn.at, Math.min(now + again.toNanos(), nextRound(turn, now)));
    if (isPolled(turn)) {
      waiting.add(turn);
    }
  }

  @SuppressWarnings("ReferenceEquality") // one that went and came again has a turn of its own
  private boolean isPolled(Turn turn) {
    return turns.get(turn.name) == turn;
  }

  /** At its own time within the round, so that calls that were late together spread out again. */
  private long nextRound(Turn turn, long now) {
    return turn.phase + (Math.floorDiv(now - turn.phase, round) + 1) * round;
  }

  private long now() {
    return nanos.getAsLong() - start;
  }
}
