package io.sallyport.clockwork;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.event.ReplyWatch;
import io.sallyport.meters.Meters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks for contacts who have come to wait too long, where there is a limit. */
@Singleton
final class ReplyPoll {

  private static final Logger LOG = Logger.getLogger(ReplyPoll.class);

  /**
   * Up to 800 numbers a second; each at most once in 5 s, and when its next contact's time is up.
   */
  private static final Pace PACE = Pace.of(Duration.ofNanos(1_250_000), Duration.ofSeconds(5), 8);

  private final Vertx vertx;
  private final ReplyWatch replies;
  private final Numbers numbers;
  private final Meters meters;
  private final Rounds rounds;

  ReplyPoll(Vertx vertx, ReplyWatch replies, Numbers numbers, Meters meters) {
    this.vertx = vertx;
    this.replies = replies;
    this.numbers = numbers;
    this.meters = meters;
    this.rounds = new Rounds(List.of(), PACE, this::look);
  }

  void start(@Observes Serving start) {
    if (replies.isOn()) {
      rounds.start(vertx);
      follow(numbers.ids());
      numbers.onChange(() -> follow(numbers.ids()));
    }
  }

  private void follow(Collection<String> ids) {
    ids.forEach(meters::countsOverdue);
    rounds.follow(ids);
  }

  /** What is overdue is left to other replicas, or to the next start. */
  void stop(@Observes ShutdownDelayInitiatedEvent stop) {
    rounds.stop();
  }

  private Uni<Duration> look(String number) {
    return replies
        .run(number)
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "who waits not looked at number=%s because=%s",
                    number, failure.getClass().getSimpleName()));
  }
}
