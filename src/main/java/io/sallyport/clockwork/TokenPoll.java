package io.sallyport.clockwork;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.directory.TokenHealth;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.TokenMeters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Asks Meta about every token, at the start and once an hour. */
@Singleton
final class TokenPoll {

  private static final Logger LOG = Logger.getLogger(TokenPoll.class);

  /** Up to 20 tokens a second, each once an hour. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(50), Duration.ofHours(1), 4);

  /** Wait after Redis or a target's queue failed. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final TokenHealth tokens;
  private final Numbers numbers;
  private final TokenMeters meters;
  private final SharedClock clock;
  private final Rounds rounds;
  private final Map<String, Secret<String>> asked = new ConcurrentHashMap<>();

  TokenPoll(
      Vertx vertx, TokenHealth tokens, Numbers numbers, TokenMeters meters, SharedClock clock) {
    this.vertx = vertx;
    this.tokens = tokens;
    this.numbers = numbers;
    this.meters = meters;
    this.clock = clock;
    asked.putAll(tokens.look());
    this.rounds = rounds(System::nanoTime);
  }

  /**
   * Rounds over the tokens that there are now.
   *
   * @param nanos monotonic time, ns
   */
  Rounds rounds(LongSupplier nanos) {
    return new Rounds(asked.keySet(), PACE, this::ask, nanos);
  }

  void start(@Observes Serving start) {
    rounds.start(vertx);
    numbers.onChange(this::follow);
  }

  /** One that was replaced is asked about soon. */
  private void follow() {
    Map<String, Secret<String>> now = tokens.look();
    rounds.follow(now.keySet());
    now.forEach(
        (key, token) -> {
          if (!token.equals(asked.put(key, token))) {
            rounds.within(key, Duration.ZERO);
          }
        });
    asked.keySet().retainAll(now.keySet());
    meters.retain(numbers.readableWabaIds());
  }

  private Uni<Duration> ask(String key) {
    Secret<String> token = asked.get(key);
    return token == null
        ? Uni.createFrom().item(Rounds.NEXT_ROUND)
        : tokens
            .ask(token)
            .invoke(
                () ->
                    tokens
                        .wabasWith(token)
                        .forEach(wabaId -> meters.update(wabaId, tokens.state(token), clock::now)))
            .replaceWith(Rounds.NEXT_ROUND)
            .onFailure()
            .invoke(failure -> LOG.warnf("token.expiring not queued because=%s", failure))
            .onFailure()
            .recoverWithItem(AGAIN);
  }
}
