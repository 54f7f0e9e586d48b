package io.sallyport.ops;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberState;
import io.sallyport.admission.Records;
import io.sallyport.config.Numbers;
import io.sallyport.deferral.DeferredQueue;
import io.sallyport.ops.Rounds.Pace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Reads what is known of every number now and then, for meters and health, which ask nobody. While
 * Redis does not answer the last value stays.
 */
@Singleton
final class NumberPoll {

  private static final Logger LOG = Logger.getLogger(NumberPoll.class);

  /** 100 numbers a second, each every 15 s at most. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofSeconds(15), 8);

  private final Vertx vertx;
  private final Records records;
  private final Ledger ledger;
  private final Numbers numbers;
  private final DeferredQueue queue;
  private final NumberMeters meters;
  private final DeferredMeters deferred;
  private final Map<String, NumberState> states = new ConcurrentHashMap<>();

  NumberPoll(
      Vertx vertx,
      Records records,
      Ledger ledger,
      DeferredQueue queue,
      Numbers numbers,
      NumberMeters meters,
      DeferredMeters deferred) {
    this.vertx = vertx;
    this.records = records;
    this.ledger = ledger;
    this.numbers = numbers;
    this.queue = queue;
    this.meters = meters;
    this.deferred = deferred;
  }

  void start(@Observes StartupEvent start) {
    new Rounds(numbers.ids(), PACE, this::read).start(vertx);
  }

  /** The number's state as last read; empty before it first was. */
  Optional<NumberState> last(String phoneNumberId) {
    return Optional.ofNullable(states.get(phoneNumberId));
  }

  Uni<Duration> read(String number) {
    Uni<?> state =
        records
            .number(number)
            .invoke(now -> take(number, now))
            .onFailure()
            .invoke(silent -> LOG.debugf("number not read id=%s", number));
    Uni<?> waiting =
        queue
            .waiting(number)
            .invoke(now -> deferred.update(number, now, ledger.now()))
            .onFailure()
            .invoke(silent -> LOG.debugf("queue not read number=%s", number));
    return Uni.combine()
        .all()
        .unis(state, waiting)
        .collectFailures()
        .discardItems()
        .replaceWith(Rounds.NEXT_ROUND);
  }

  private void take(String number, NumberState state) {
    states.put(number, state);
    meters.update(number, state, ledger.now());
  }
}
