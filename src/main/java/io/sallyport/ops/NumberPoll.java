package io.sallyport.ops;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberState;
import io.sallyport.admission.Records;
import io.sallyport.config.Numbers;
import io.sallyport.deferral.DeferredQueue;
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

  private static final Duration EVERY = Duration.ofSeconds(15);

  /** Between the first readings. */
  private static final Duration GAP = Duration.ofMillis(10);

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

  /** However many numbers there are, Redis is asked evenly. */
  void start(@Observes StartupEvent start) {
    long every = EVERY.toMillis();
    long index = 0;
    for (String number : numbers.ids()) {
      index++;
      vertx.setTimer(GAP.multipliedBy(index).toMillis(), first -> read(number));
      long phase = every * index / numbers.ids().size();
      vertx.setPeriodic(phase, every, again -> read(number));
    }
  }

  /** The number's state as last read; empty before it first was. */
  Optional<NumberState> last(String phoneNumberId) {
    return Optional.ofNullable(states.get(phoneNumberId));
  }

  void read(String number) {
    records
        .number(number)
        .subscribe()
        .with(state -> take(number, state), failure -> LOG.debugf("number not read id=%s", number));
    queue
        .waiting(number)
        .subscribe()
        .with(
            waiting -> deferred.update(number, waiting, ledger.now()),
            failure -> LOG.debugf("queue not read number=%s", number));
  }

  private void take(String number, NumberState state) {
    states.put(number, state);
    meters.update(number, state, ledger.now());
  }
}
