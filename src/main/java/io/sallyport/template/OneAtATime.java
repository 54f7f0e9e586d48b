package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task without overlap. Calls that come during a run share the next one, since the current
 * run may have begun before the change they are about.
 */
public final class OneAtATime {

  private final Supplier<Uni<Void>> task;
  private @Nullable Uni<Void> running;
  private @Nullable Uni<Void> next;

  /**
   * A task.
   *
   * @param task begins a run
   */
  public OneAtATime(Supplier<Uni<Void>> task) {
    this.task = task;
  }

  /** A run that begins after this call. */
  public Uni<Void> run() {
    return Uni.createFrom().deferred(this::join);
  }

  private synchronized Uni<Void> join() {
    if (running == null) {
      return begin();
    }
    if (next == null) {
      next =
          running
              .onItemOrFailure()
              .transformToUni((done, failure) -> beginNext())
              .memoize()
              .indefinitely();
    }
    return next;
  }

  private synchronized Uni<Void> beginNext() {
    next = null;
    return begin();
  }

  private Uni<Void> begin() {
    running = task.get().onTermination().invoke(this::end).memoize().indefinitely();
    return running;
  }

  private synchronized void end() {
    if (next == null) {
      running = null;
    }
  }
}
