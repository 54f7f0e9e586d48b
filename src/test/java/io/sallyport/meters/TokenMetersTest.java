package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.directory.TokenState;
import io.sallyport.directory.TokenState.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A WABA's token has a meter as long as it ends, and the WABA is there. */
class TokenMetersTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TokenMeters meters = new TokenMeters(registry);

  private void ends(String waba, Duration in) {
    Instant end = in == null ? null : NOW.plus(in);
    meters.update(waba, new TokenState(Validity.VALID, end, List.of()), () -> NOW);
  }

  private Gauge gauge(String waba) {
    return registry.find("sallyport.token.expires").tag("waba", waba).gauge();
  }

  @Test
  void theEndIsCountedDown() {
    ends("1", Duration.ofHours(1));
    ends("1", Duration.ofHours(2));

    assertThat(gauge("1").value()).isEqualTo(7200);
  }

  @Test
  void oneThatDoesNotEndHasNone() {
    ends("1", Duration.ofHours(1));
    ends("1", null);

    assertThat(gauge("1")).isNull();
    ends("1", Duration.ofHours(3));
    assertThat(gauge("1").value()).isEqualTo(10800);
  }

  @Test
  void oneOfAWabaThatIsGoneHasNoneElseItsAlertWouldComeTrue() {
    ends("1", Duration.ofHours(1));
    ends("2", Duration.ofHours(1));

    meters.retain(Set.of("2"));

    assertThat(gauge("1")).isNull();
    assertThat(gauge("2").value()).isEqualTo(3600);
  }
}
