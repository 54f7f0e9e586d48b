package io.sallyport.ops;

import io.sallyport.admission.Circuits;
import io.sallyport.admission.OpenCircuit;
import io.sallyport.config.Numbers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
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

  /** Anybody can send with made-up ones. */
  private static final int SHOWN_TOKENS = 3;

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
    return circuits.open(number) == null && circuits.heldTokens(number).isEmpty();
  }

  private String words(String number) {
    return words(circuits.open(number), circuits.heldTokens(number));
  }

  private static String words(@Nullable OpenCircuit open, List<OpenCircuit> heldTokens) {
    String words = open == null ? "closed" : "open: " + open.inWords();
    if (heldTokens.isEmpty()) {
      return words;
    }
    int others = heldTokens.size() - SHOWN_TOKENS;
    return words
        + "; access tokens held back: "
        + heldTokens.stream()
            .limit(SHOWN_TOKENS)
            .map(OpenCircuit::inWords)
            .collect(Collectors.joining(" "))
        + (others > 0 ? " And " + others + " more." : "");
  }
}
