package io.sallyport.audit;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Logs and stores every act of an operator; whoever answers it notes it here once. */
public final class Acts {

  private final Supplier<Instant> clock;
  private final Consumer<Act> log;
  private final ActStore store;

  public Acts(Supplier<Instant> clock, Consumer<Act> log, ActStore store) {
    this.clock = clock;
    this.log = log;
    this.store = store;
  }

  /**
   * Notes an act.
   *
   * @param act method and path, without a contact's name
   * @return complete when it is stored, or cannot be; it is in the log anyway
   */
  public Future<Void> note(String operator, String act, int status) {
    Act one = new Act(clock.get(), operator, act, status);
    log.accept(one);
    return store.keep(one).otherwiseEmpty();
  }
}
