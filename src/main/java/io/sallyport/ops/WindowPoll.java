package io.sallyport.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Numbers;
import io.sallyport.event.WindowWatch;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at windows that close, of the numbers somebody wants to know it of. */
@Singleton
final class WindowPoll {

  private static final Logger LOG = Logger.getLogger(WindowPoll.class);

  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Between two numbers: however many there are, Redis is asked evenly. */
  private static final Duration GAP = Duration.ofMillis(10);

  private final Vertx vertx;
  private final WindowWatch windows;
  private final Numbers numbers;
  private volatile boolean stopped;

  WindowPoll(Vertx vertx, WindowWatch windows, Numbers numbers) {
    this.vertx = vertx;
    this.windows = windows;
    this.numbers = numbers;
  }

  void start(@Observes StartupEvent start) {
    List<String> watched = numbers.ids().stream().filter(windows::watches).toList();
    Duration turn = GAP.multipliedBy(watched.size());
    Duration every = turn.compareTo(EVERY) > 0 ? turn : EVERY;
    for (int i = 0; i < watched.size(); i++) {
      later(watched.get(i), every.multipliedBy(i + 1).dividedBy(watched.size()), every);
    }
  }

  /** What is due is looked at by other replicas, or later. */
  void stop(@Observes ShutdownDelayInitiatedEvent stop) {
    stopped = true;
  }

  private void later(String number, Duration wait, Duration every) {
    if (!stopped) {
      vertx.setTimer(wait.toMillis(), timer -> run(number, every));
    }
  }

  private void run(String number, Duration every) {
    windows
        .run(number)
        .subscribe()
        .with(
            more -> later(number, more ? GAP : every, every),
            failure -> {
              LOG.warnf("windows not looked at number=%s because=%s", number, failure.getClass());
              later(number, every, every);
            });
  }
}
