package io.sallyport.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.deferral.Dispatcher;
import io.sallyport.policy.BusinessNumber;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Lets waiting sends out: often where there were some, now and then where there were none. */
@Singleton
final class DeferralPoll {

  private static final Logger LOG = Logger.getLogger(DeferralPoll.class);

  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Dispatcher dispatcher;
  private final Numbers numbers;
  private final Duration patience;
  private volatile boolean stopped;

  DeferralPoll(Vertx vertx, Dispatcher dispatcher, Numbers numbers, SallyportConfig config) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.numbers = numbers;
    this.patience = config.graph().readTimeout().plus(config.policy().storeTimeout());
  }

  void start(@Observes StartupEvent start) {
    for (String id : numbers.ids()) {
      numbers.find(id).ifPresent(number -> later(number, IDLE));
    }
  }

  /** Nothing is claimed anew. */
  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    stopped = true;
    dispatcher.stop();
  }

  /** What is claimed ends. */
  void stop(@Observes ShutdownEvent stop) {
    stopped = true;
    try {
      dispatcher.stop().await().atMost(patience);
    } catch (TimeoutException slow) {
      LOG.warn("deferred sends under way at the end; they are known by their keys");
    }
  }

  private void later(BusinessNumber number, Duration wait) {
    if (!stopped) {
      vertx.setTimer(wait.toMillis(), timer -> run(number));
    }
  }

  private void run(BusinessNumber number) {
    dispatcher
        .run(number)
        .subscribe()
        .with(
            tried -> later(number, tried > 0 ? BUSY : IDLE),
            failure -> {
              LOG.debugf("queue silent number=%s because=%s", number.phoneNumberId(), failure);
              later(number, IDLE);
            });
  }
}
