package io.sallyport.clockwork;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.instead.Deferral;
import io.sallyport.instead.Dispatcher;
import io.sallyport.instead.Leftovers;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Dispatches deferred sends. For a number with a send that this replica has queued or seen, it
 * polls when that send is due; all numbers are polled now and then, since the replica that queued a
 * send may be gone. What waits of a number that is served no more is ended.
 */
@Singleton
final class DeferralPoll {

  private static final Logger LOG = Logger.getLogger(DeferralPoll.class);

  /** Up to 500 numbers a second, each at least once a minute. */
  private static final Pace PACE =
      new Pace(Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofMinutes(1), 32);

  /** Shortest wait between two polls of a number. */
  private static final Duration BUSY = Duration.ofMillis(100);

  /** Wait before the next poll when Redis did not answer. */
  private static final Duration SILENT = Duration.ofSeconds(1);

  /** By then every replica has heard that a number is served no more. */
  private static final Duration LET_GO = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Dispatcher dispatcher;
  private final Leftovers leftovers;
  private final Numbers numbers;

  /** Those that are polled: such as are served, and such of which something may be left. */
  private final Set<String> followed = new HashSet<>();

  final Rounds rounds;
  private final Duration patience;

  @Inject
  DeferralPoll(
      Vertx vertx,
      Dispatcher dispatcher,
      Leftovers leftovers,
      Numbers numbers,
      SallyportConfig config) {
    this(vertx, dispatcher, leftovers, numbers, config, System::nanoTime);
  }

  DeferralPoll(
      Vertx vertx,
      Dispatcher dispatcher,
      Leftovers leftovers,
      Numbers numbers,
      SallyportConfig config,
      LongSupplier nanos) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.leftovers = leftovers;
    this.numbers = numbers;
    this.rounds = new Rounds(numbers.ids(), PACE, this::look, nanos);
    followed.addAll(numbers.ids());
    this.patience = config.graph().readTimeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes Serving start) {
    rounds.start(vertx);
    numbers.onChange(this::follow);
  }

  /** Whoever went is looked at until nothing is left. */
  synchronized void follow() {
    followed.addAll(numbers.ids());
    rounds.follow(followed);
    followed.stream()
        .filter(number -> !numbers.has(number))
        .forEach(gone -> rounds.within(gone, LET_GO));
  }

  private synchronized void ended(String gone) {
    if (!numbers.has(gone)) {
      followed.remove(gone);
      rounds.follow(followed);
    }
  }

  /** This replica has queued a send: polls its number when it is due. */
  void queued(@Observes Deferral.Queued queued) {
    rounds.within(queued.phoneNumberId(), queued.due());
  }

  /** Claims no more sends. */
  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    rounds.stop();
    dispatcher.stop();
  }

  /** Waits for the sends that are claimed. */
  void stop(@Observes ShutdownEvent stop) {
    rounds.stop();
    try {
      UniHelper.toUni(dispatcher.stop()).await().atMost(patience);
    } catch (TimeoutException slow) {
      LOG.warn("deferred sends under way at the end; they are known by their keys");
    }
  }

  private Uni<Duration> look(String number) {
    Optional<BusinessNumber> known = numbers.find(number);
    return known.isEmpty() ? end(number) : look(known.get());
  }

  private Uni<Duration> end(String gone) {
    return UniHelper.toUni(leftovers.end(gone))
        .invoke(
            none -> {
              if (none) {
                ended(gone);
              }
            })
        .map(none -> LET_GO)
        .onFailure()
        .recoverWithItem(SILENT);
  }

  private Uni<Duration> look(BusinessNumber number) {
    return UniHelper.toUni(dispatcher.run(number))
        .map(next -> next.compareTo(BUSY) < 0 ? BUSY : next)
        .onFailure()
        .invoke(
            silent ->
                LOG.debugf("queue silent number=%s because=%s", number.phoneNumberId(), silent))
        .onFailure()
        .recoverWithItem(SILENT);
  }
}
