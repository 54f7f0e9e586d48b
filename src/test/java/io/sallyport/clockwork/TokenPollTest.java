package io.sallyport.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Numbers;
import io.sallyport.directory.DirectoryStore;
import io.sallyport.directory.TokenHealth;
import io.sallyport.directory.TokenState;
import io.sallyport.event.Unheard;
import io.sallyport.meters.TokenMeters;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When Meta is asked about a token, in a time that only the test moves. */
class TokenPollTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Numbers numbers = ConfiguredNumbers.of(properties());
  private final List<String> asked = new ArrayList<>();
  private final TokenPoll poll =
      new TokenPoll(
          null,
          new TokenHealth(this::state, never(), Unheard.announcer(), numbers, () -> Instant.EPOCH),
          numbers,
          new TokenMeters(new SimpleMeterRegistry()),
          () -> Instant.EPOCH);
  private long nanos = 17;
  private final Rounds rounds = poll.rounds(() -> nanos);

  @BeforeEach
  void start() {
    rounds.start();
  }

  private static Map<String, String> properties() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.wabas.\"102290129340400\".access-token", "EAAK");
    return all;
  }

  private Uni<TokenState> state(String token) {
    asked.add(token);
    return Uni.createFrom().item(TokenState.UNKNOWN);
  }

  private static DirectoryStore never() {
    return (DirectoryStore)
        Proxy.newProxyInstance(
            DirectoryStore.class.getClassLoader(),
            new Class<?>[] {DirectoryStore.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName());
            });
  }

  /** Which are asked about meanwhile. */
  private List<String> pass(Duration time) {
    asked.clear();
    for (long step = 0; step < time.dividedBy(STEP); step++) {
      nanos += STEP.toNanos();
      rounds.step();
    }
    return List.copyOf(asked);
  }

  @Test
  void everyTokenIsAskedAboutAtTheStartAndOnceAnHour() {
    assertThat(pass(Duration.ofMinutes(1))).containsExactlyInAnyOrder("EAAJ", "EAAK");

    for (int hour = 1; hour <= 5; hour++) {
      assertThat(pass(Duration.ofHours(1)))
          .as("hour " + hour)
          .containsExactlyInAnyOrder("EAAJ", "EAAK");
    }
  }
}
