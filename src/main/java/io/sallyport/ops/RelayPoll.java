package io.sallyport.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.SallyportConfig;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
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
  private volatile boolean stopped;

  RelayPoll(Vertx vertx, Relay relay, SallyportConfig config) {
    this.vertx = vertx;
    this.relay = relay;
    this.patience = config.relay().timeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes StartupEvent start) {
    relay.senders().forEach(sender -> later(sender, AT_ONCE));
  }

  /** What is under way ends; then other replicas may send. */
  void stop(@Observes ShutdownEvent stop) {
    stopped = true;
    List<Uni<Void>> all = relay.senders().stream().map(Sender::stop).toList();
    if (!all.isEmpty()) {
      try {
        Uni.join().all(all).andCollectFailures().await().atMost(patience);
      } catch (RuntimeException silent) {
        LOG.debugf("leases not given back because=%s", silent);
      }
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
