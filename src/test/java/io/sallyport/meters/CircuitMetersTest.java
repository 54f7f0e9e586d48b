package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Numbers;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.Credential;
import io.sallyport.config.Serving;
import io.sallyport.health.CircuitHealth;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gauges and health show of circuits. */
class CircuitMetersTest {

  private static final String NUMBER = "106540352242922";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Numbers numbers = ConfiguredNumbers.of(ConfiguredNumbers.sample());
  private final Circuits circuits = new Circuits(() -> NOW);

  @BeforeEach
  void start() {
    new CircuitMeters(registry, circuits).start(new Serving());
  }

  @Test
  void showsNoGaugeOfANumberWithoutTrouble() {
    assertThat(registry.getMeters()).isEmpty();
    assertThat(health()).isEqualTo("closed");
  }

  @Test
  void showsThatAllAreClosedAfterAFailedSend() {
    circuits.ended(NUMBER, () -> token("EAAone"), new Outcome.NotSent());

    assertThat(gauge("upstream") + gauge("account") + gauge("token")).isZero();
    assertThat(health()).isEqualTo("closed");
  }

  @Test
  void showsANumberThatMetaDoesNotAnswer() {
    for (int i = 0; i < 10; i++) {
      circuits.ended(NUMBER, () -> token("EAAone"), new Outcome.NotSent());
    }

    assertThat(gauge("upstream")).isEqualTo(1);
    assertThat(gauge("account")).isZero();
    assertThat(health())
        .isEqualTo(
            "open: Meta has not answered, or with 5xx only, since 2026-11-20T12:00:00Z; the next"
                + " send is tried at 2026-11-20T12:00:05Z.");
  }

  @Test
  void showsALockedAccount() {
    refused(131031, "EAAone");

    assertThat(gauge("upstream")).isZero();
    assertThat(gauge("account")).isEqualTo(1);
    assertThat(health()).startsWith("open: Meta has refused every send with 131031 since");
  }

  @Test
  void countsTokensAndShowsWhoseTheyAreButNone() {
    refused(190, "EAAone");
    assertThat(health())
        .startsWith("closed; access tokens held back: Meta has refused the caller's access token")
        .contains("(client " + hash("EAAone") + ") with 190 since 2026-11-20T12:00:00Z")
        .endsWith("the next send with it is tried at 2026-11-20T12:01:00Z.");

    refused(190, "EAAtwo");

    assertThat(gauge("token")).isEqualTo(2);
    assertThat(gauge("account")).isZero();
    assertThat(health()).contains(hash("EAAone"), hash("EAAtwo")).doesNotContain("EAA");
  }

  @Test
  void showsAFewOfManyTokens() {
    for (int i = 0; i < 10; i++) {
      refused(190, "EAA" + i);
    }

    assertThat(health())
        .contains(hash("EAA2"))
        .doesNotContain(hash("EAA3"))
        .endsWith("And 7 more.");
    assertThat(gauge("token")).isEqualTo(10);
  }

  private static AccessToken token(String value) {
    return AccessToken.ofCaller(new Credential(value, null));
  }

  private static String hash(String token) {
    return new Credential(token, null).hash();
  }

  private void refused(int code, String token) {
    SendAnswer answer = new SendAnswer(null, code, List.of());
    circuits.ended(
        NUMBER, () -> token(token), new Outcome.Answered(400, List.of(), new byte[0], answer));
  }

  private double gauge(String cause) {
    return registry
        .get("sallyport.circuit.open")
        .tag("number", NUMBER)
        .tag("cause", cause)
        .gauge()
        .value();
  }

  private String health() {
    HealthCheckResponse health = new CircuitHealth(numbers, circuits).call();
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    return health.getData().orElseThrow().get("number " + NUMBER).toString();
  }
}
