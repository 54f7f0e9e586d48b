package io.sallyport.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.SallyportConfig;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
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

/** Keeps the senders going: often where letters wait, now and then where none do. */
@Singleton
final class RelayPoll {

  private static final Logger LOG = Logger.getLogger(RelayPoll.class);

  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Relay relay;
  private final Duration patience;
  private final List<CompletableFuture<Void>> end = new ArrayList<>();
  private volatile boolean stopped;

  RelayPoll(Vertx vertx, Relay relay, SallyportConfig config) {
    this.vertx = vertx;
    this.relay = relay;
    this.patience = config.relay().timeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes StartupEvent start) {
    relay.senders().forEach(sender -> later(sender, AT_ONCE));
  }

  /** Nothing new is sent; other replicas may send as soon as what is under way has ended. */
  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    stopped = true;
    relay.senders().forEach(sender -> end.add(sender.stop().subscribeAsCompletionStage()));
  }

  /** It is waited for. */
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

  private void later(Sender sender, Duration wait) {
    if (!stopped) {
      vertx.setTimer(wait.toMillis(), timer -> run(sender));
    }
  }

  private void run(Sender sender) {
    sender
        .run()
        .subscribe()
        .with(
            busy -> later(sender, busy ? BUSY : IDLE),
            failure -> {
              LOG.debugf("relay silent target=%s because=%s", sender.target(), failure);
              later(sender, IDLE);
            });
  }
}
