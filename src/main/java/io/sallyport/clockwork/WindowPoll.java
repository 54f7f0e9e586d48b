package io.sallyport.clockwork;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.event.WindowWatch;
import io.sallyport.relay.Relay;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Checks for windows that close, of the numbers whose window events some target wants. */
@Singleton
final class WindowPoll {

  private static final Logger LOG = Logger.getLogger(WindowPoll.class);

  /** Up to 100 numbers a second; each at most once in 5 s. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofSeconds(5), 8);

  private final Vertx vertx;
  private final WindowWatch windows;
  private final Numbers numbers;
  private final Relay relay;
  private final Rounds rounds;

  WindowPoll(Vertx vertx, WindowWatch windows, Numbers numbers, Relay relay) {
    this.vertx = vertx;
    this.windows = windows;
    this.relay = relay;
    this.numbers = numbers;
    this.rounds = new Rounds(watched(), PACE, this::look);
  }

  private List<String> watched() {
    return numbers.ids().stream().filter(windows::watches).toList();
  }

  void start(@Observes Serving start) {
    rounds.start(vertx);
    numbers.onChange(() -> rounds.follow(watched()));
    relay.onChange(() -> rounds.follow(watched()));
  }

  /** What is due is left to other replicas, or to the next start. */
  void stop(@Observes ShutdownDelayInitiatedEvent stop) {
    rounds.stop();
  }

  private Uni<Duration> look(String number) {
    return windows
        .run(number)
        .map(more -> more ? Duration.ZERO : Rounds.NEXT_ROUND)
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "windows not looked at number=%s because=%s",
                    number, failure.getClass().getSimpleName()));
  }
}
