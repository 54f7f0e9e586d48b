package io.sallyport.twin.platform;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Real time plus an offset that only grows. Tasks that become due when the clock is advanced run at
 * once, in order.
 */
public final class TwinClock {
  private record Scheduled(Instant due, long sequence, Runnable task) {}

  private final Vertx vertx;
  private final PriorityQueue<Scheduled> scheduled =
      new PriorityQueue<>(Comparator.comparing(Scheduled::due).thenComparing(Scheduled::sequence));
  private Duration offset = Duration.ZERO;
  private long sequence;

  public TwinClock(Vertx vertx) {
    this.vertx = vertx;
  }

  public synchronized Instant now() {
    return Instant.now().plus(offset);
  }

  public synchronized Duration offset() {
    return offset;
  }

  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("The clock only goes forward");
    }
    synchronized (this) {
      offset = offset.plus(span);
    }
    runDue();
  }

  /** Runs the task when this clock reaches the instant, at once if it has. */
  public void at(Instant due, Runnable task) {
    long millis;
    synchronized (this) {
      scheduled.add(new Scheduled(due, sequence++, task));
      millis = Duration.between(now(), due).toMillis() + 1;
    }
    vertx.setTimer(Math.max(1, millis), timer -> runDue());
  }

  public synchronized void reset() {
    scheduled.clear();
    offset = Duration.ZERO;
  }

  private void runDue() {
    takeDue().forEach(next -> next.task().run());
  }

  private synchronized List<Scheduled> takeDue() {
    List<Scheduled> due = new ArrayList<>();
    Instant now = now();
    while (!scheduled.isEmpty() && !scheduled.element().due().isAfter(now)) {
      due.add(scheduled.remove());
    }
    return due;
  }
}
