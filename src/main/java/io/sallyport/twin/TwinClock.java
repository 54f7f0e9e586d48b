package io.sallyport.twin;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Real time plus an offset that only grows. What becomes due in an advanced span happens at once,
 * in order.
 */
public final class TwinClock {
  private record Appointment(Instant due, long sequence, Runnable task) {}

  private final Vertx vertx;
  private final PriorityQueue<Appointment> appointments =
      new PriorityQueue<>(
          Comparator.comparing(Appointment::due).thenComparing(Appointment::sequence));
  private Duration offset = Duration.ZERO;
  private long sequence;

  TwinClock(Vertx vertx) {
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
  void at(Instant due, Runnable task) {
    long millis;
    synchronized (this) {
      appointments.add(new Appointment(due, sequence++, task));
      millis = Duration.between(now(), due).toMillis() + 1;
    }
    vertx.setTimer(Math.max(1, millis), timer -> runDue());
  }

  synchronized void reset() {
    appointments.clear();
    offset = Duration.ZERO;
  }

  private void runDue() {
    takeDue().forEach(appointment -> appointment.task().run());
  }

  private synchronized List<Appointment> takeDue() {
    List<Appointment> due = new ArrayList<>();
    Instant now = now();
    while (!appointments.isEmpty() && !appointments.element().due().isAfter(now)) {
      due.add(appointments.remove());
    }
    return due;
  }
}
