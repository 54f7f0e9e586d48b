package io.sallyport.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Numbers;
import io.sallyport.deferral.Dispatcher;
import io.sallyport.policy.BusinessNumber;
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
  private volatile boolean stopped;

  DeferralPoll(Vertx vertx, Dispatcher dispatcher, Numbers numbers) {
    this.vertx = vertx;
    this.dispatcher = dispatcher;
    this.numbers = numbers;
  }

  void start(@Observes StartupEvent start) {
    for (String id : numbers.ids()) {
      numbers.find(id).ifPresent(number -> later(number, IDLE));
    }
  }

  /** What is claimed goes on; nothing is claimed anew. */
  void stop(@Observes ShutdownEvent stop) {
    stopped = true;
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
