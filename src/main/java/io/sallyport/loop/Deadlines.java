package io.sallyport.loop;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ends of waits that are all equally long, on one event loop and its thread only. A timer for
 * each would cost more than the wait: here one looks at those that began first, as long as there
 * are any.
 */
public final class Deadlines {

  /** How often a wait is looked at, at least; it ends late by that part of it at most. */
  private static final int LOOKS = 20;

  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final EventLoop loop;
  private final long length;
  private final long pause;

  /** A ring of those that wait, in the order they began, so of their ends. */
  private final Wait ring = new Wait() {};

  private boolean looking;

  /**
   * Waits of one length.
   *
   * @param loop whose thread calls, and is told
   * @param length in ns
   */
  public Deadlines(EventLoop loop, long length) {
    this.loop = loop;
    this.length = length;
    this.pause = Math.min(LONGEST_PAUSE, length / LOOKS);
  }

  /** Something that is waited for. */
  public abstract static class Wait {
    private Wait before = this;
    private Wait after = this;
    private long end;

    /** It did not come in time. */
    protected void isOver() {}

    private void unlink() {
      before.after = after;
      after.before = before;
      before = this;
      after = this;
    }
  }

  public void begin(Wait wait) {
    wait.end = System.nanoTime() + length;
    wait.before = ring.before;
    wait.after = ring;
    ring.before.after = wait;
    ring.before = wait;
    if (!looking) {
      lookLater();
    }
  }

  /** It came; does nothing when its end was told. */
  public void end(Wait wait) {
    wait.unlink();
  }

  private void lookLater() {
    looking = true;
    var unused = loop.schedule(this::look, pause, TimeUnit.NANOSECONDS);
  }

  private void look() {
    looking = false;
    long now = System.nanoTime();
    Wait over;
    while ((over = firstOver(now)) != null) {
      over.unlink();
      over.isOver();
    }
    if (ring.after != ring && !looking) {
      lookLater();
    }
  }

  private @Nullable Wait firstOver(long now) {
    Wait first = ring.after;
    return first != ring && now - first.end >= 0 ? first : null;
  }
}
