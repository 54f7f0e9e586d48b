package io.sallyport.clockwork;

import io.sallyport.account.NumberStates;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.DeferredMeters;
import io.sallyport.meters.NumberMeters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads every number's state now and then, for meters and health, which do not call Redis
 * themselves. While Redis does not answer they show the last values.
 */
@Singleton
public final class NumberPoll {

  private static final Logger LOG = Logger.getLogger(NumberPoll.class);

  /** Up to 100 numbers a second; each at most once in 15 s. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofSeconds(15), 8);

  private final Vertx vertx;
  private final Records records;
  private final SharedClock clock;
  private final Numbers numbers;
  private final DeferredQueue queue;
  private final NumberMeters meters;
  private final DeferredMeters deferred;
  private final NumberStates states;

  NumberPoll(
      Vertx vertx,
      Records records,
      SharedClock clock,
      DeferredQueue queue,
      Numbers numbers,
      NumberMeters meters,
      DeferredMeters deferred,
      NumberStates states) {
    this.vertx = vertx;
    this.records = records;
    this.clock = clock;
    this.numbers = numbers;
    this.queue = queue;
    this.meters = meters;
    this.deferred = deferred;
    this.states = states;
  }

  void start(@Observes Serving start) {
    Rounds rounds = new Rounds(numbers.ids(), PACE, this::read);
    rounds.start(vertx);
    numbers.onChange(() -> rounds.follow(numbers.ids()));
  }

  /** The number's state as last read; empty before the first read. */
  public Optional<NumberState> last(String phoneNumberId) {
    return states.last(phoneNumberId);
  }

  Uni<Duration> read(String number) {
    Uni<?> state =
        UniHelper.toUni(records.number(number))
            .invoke(now -> take(number, now))
            .onFailure()
            .invoke(silent -> LOG.debugf("number not read id=%s", number));
    Uni<?> waiting =
        UniHelper.toUni(queue.waiting(number))
            .invoke(now -> deferred.update(number, now, clock.now()))
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
    meters.update(number, state, clock.now());
  }
}
