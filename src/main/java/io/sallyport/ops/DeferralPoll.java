package io.sallyport.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.deferral.Deferral;
import io.sallyport.deferral.Dispatcher;
import io.sallyport.ops.Rounds.Pace;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Lets waiting sends out. Where this replica knows of one (it queued it, or saw it waiting), it
 * asks when that is due; elsewhere it looks now and then, for those that a replica queued which is
 * no more.
 */
@Singleton
final class DeferralPoll {

  private static final Logger LOG = Logger.getLogger(DeferralPoll.class);

  /** 500 numbers a second are looked at, of which each is once a minute, or oftener. */
  private static final Pace PACE =
      new Pace(Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofMinutes(1), 32);

  /** Between two claims of a number. */
  private static final Duration BUSY = Duration.ofMillis(100);

  /** Until Redis is asked again when it did not answer. */
  private static final Duration SILENT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Dispatcher dispatcher;
  private final Numbers numbers;
  final Rounds rounds;
  private final Duration patience;

  @Inject
  DeferralPoll(Vertx vertx, Dispatcher dispatcher, Numbers numbers, SallyportConfig config) {
    this(vertx, dispatcher, numbers, config, System::nanoTime);
  }

  DeferralPoll(
      Vertx vertx,
      Dispatcher dispatcher,
      Numbers numbers,
      SallyportConfig config,
      LongSupplier nanos) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.numbers = numbers;
    this.rounds = new Rounds(numbers.ids(), PACE, this::look, nanos);
    this.patience = config.graph().readTimeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes StartupEvent start) {
    rounds.start(vertx);
  }

  /** This replica has a send that waits. */
  void queued(@Observes Deferral.Queued queued) {
    rounds.within(queued.phoneNumberId(), queued.due());
  }

  /** Nothing is claimed anew. */
  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    rounds.stop();
    dispatcher.stop();
  }

  /** What is claimed ends. */
  void stop(@Observes ShutdownEvent stop) {
    rounds.stop();
    try {
      dispatcher.stop().await().atMost(patience);
    } catch (TimeoutException slow) {
      LOG.warn("deferred sends under way at the end; they are known by their keys");
    }
  }

  private Uni<Duration> look(String number) {
    return dispatcher
        .run(numbers.find(number).orElseThrow())
        .map(next -> next.compareTo(BUSY) < 0 ? BUSY : next)
        .onFailure()
        .invoke(silent -> LOG.debugf("queue silent number=%s because=%s", number, silent))
        .onFailure()
        .recoverWithItem(SILENT);
  }
}
