package io.sallyport.health;

import io.sallyport.account.Numbers;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.OpenCircuit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Shows which numbers have an open circuit. Never down: other numbers can still send, and another
 * replica would do no better.
 */
@Readiness
@Singleton
public final class CircuitHealth implements HealthCheck {

  /** Bounded, because a caller may make up any number of access tokens. */
  private static final int SHOWN_TOKENS = 3;

  private final Numbers numbers;
  private final Circuits circuits;
  private final HealthDetails details = new HealthDetails("number", this::isClosed, this::words);

  public CircuitHealth(Numbers numbers, Circuits circuits) {
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
