package io.sallyport.ops;

import io.sallyport.admission.Circuits;
import io.sallyport.admission.OpenCircuit;
import io.sallyport.config.Numbers;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Shows which numbers are in trouble at Meta. Never down: the other numbers can send, and another
 * replica could not do better.
 */
@Readiness
@Singleton
final class CircuitHealth implements HealthCheck {

  private final Numbers numbers;
  private final Circuits circuits;
  private final HealthDetails details = new HealthDetails("number", this::isClosed, this::words);

  CircuitHealth(Numbers numbers, Circuits circuits) {
    this.numbers = numbers;
    this.circuits = circuits;
  }

  @Override
  public HealthCheckResponse call() {
    return details.of(HealthCheckResponse.named("Circuits").up(), numbers.ids());
  }

  private boolean isClosed(String number) {
    return circuits.open(number) == null && circuits.heldTokens(number) == 0;
  }

  private String words(String number) {
    return words(circuits.open(number), circuits.heldTokens(number));
  }

  static String words(@Nullable OpenCircuit open, int heldTokens) {
    return (open == null ? "closed" : "open: " + open.inWords()) + tokens(heldTokens);
  }

  private static String tokens(int held) {
    if (held == 0) {
      return "";
    }
    return "; "
        + held
        + (held == 1 ? " access token is" : " access tokens are")
        + " held back (190)";
  }
}
