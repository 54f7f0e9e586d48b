package io.sallyport.clockwork;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Runs the relay's senders: often where letters are queued, otherwise once a second. Of the
 * occasional targets Redis is asked once a second, for all of them together, which are awake.
 */
@Singleton
final class RelayPoll {

  private static final Logger LOG = Logger.getLogger(RelayPoll.class);

  /** Each target once a second, however many there are. */
  private static final Pace PACE =
      new Pace(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 32);

  private static final Duration BUSY = Duration.ofMillis(100);

  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Occasional targets that are looked at together. */
  private static final int AT_ONCE = 32;

  private final Vertx vertx;
  private final Relay relay;
  private final Rounds rounds;
  private final Duration patience;
  private final List<CompletableFuture<Void>> end = new ArrayList<>();
  private volatile boolean stopped;

  RelayPoll(Vertx vertx, Relay relay, SallyportConfig config) {
    this.vertx = vertx;
    this.relay = relay;
    this.rounds = new Rounds(targets(), PACE, this::send);
    this.patience = config.relay().timeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes Serving start) {
    rounds.start(vertx);
    relay.onChange(() -> rounds.follow(targets()));
    nextRound();
  }

  private List<String> targets() {
    return relay.standing().stream().map(Sender::target).toList();
  }

  private void nextRound() {
    if (!stopped) {
      vertx.setTimer(ROUND.toMillis(), now -> lookAtOccasional());
    }
  }

  /** The next round begins when this one has ended, so that a slow Redis is not asked faster. */
  private void lookAtOccasional() {
    relay
        .awake()
        .onItem()
        .transformToMulti(awake -> Multi.createFrom().iterable(awake.entrySet()))
        .onItem()
        .transformToUni(one -> look(one.getKey(), one.getValue()))
        .merge(AT_ONCE)
        .collect()
        .last()
        .onFailure()
        .invoke(silent -> LOG.debugf("relay silent because=%s", silent))
        .onFailure()
        .recoverWithNull()
        .subscribe()
        .with(done -> nextRound());
  }

  private Uni<Boolean> look(String target, long noted) {
    return relay.look(target, noted).onFailure().recoverWithItem(false);
  }

  /** Starts no more attempts; each lease is released when its attempts in flight have ended. */
  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    stopped = true;
    rounds.stop();
    relay.senders().forEach(sender -> end.add(sender.stop().subscribeAsCompletionStage()));
  }

  /** Waits for that. */
  void stop(@Observes ShutdownEvent stop) {
    if (!stopped) {
      begin(new ShutdownDelayInitiatedEvent());
    }
    try {
      CompletableFuture.allOf(end.toArray(CompletableFuture<?>[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException silent) {
      LOG.debugf("leases not given back because=%s", silent);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private Uni<Duration> send(String target) {
    return relay
        .sender(target)
        .map(Sender::run)
        .orElseGet(() -> Uni.createFrom().item(false))
        .map(busy -> busy ? BUSY : Rounds.NEXT_ROUND)
        .onFailure()
        .invoke(silent -> LOG.debugf("relay silent target=%s because=%s", target, silent));
  }
}
