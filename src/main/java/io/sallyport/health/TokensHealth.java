package io.sallyport.health;

import io.sallyport.account.Numbers;
import io.sallyport.directory.Directory;
import io.sallyport.directory.TokenHealth;
import io.sallyport.directory.TokenState;
import io.sallyport.ledger.SharedClock;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows what Meta says of the access tokens. Never down: another replica has the same ones, and
 * other WABAs' still serve.
 */
@Readiness
@Singleton
final class TokensHealth implements HealthCheck {

  private final Numbers numbers;
  private final TokenHealth tokens;
  private final Directory directory;
  private final SharedClock clock;

  TokensHealth(Numbers numbers, TokenHealth tokens, Directory directory, SharedClock clock) {
    this.numbers = numbers;
    this.tokens = tokens;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, TokenState> byWaba = byWaba();
    HealthDetails details =
        new HealthDetails(
            "waba",
            waba -> state(byWaba, waba).word(clock.now()) == TokenState.Word.OK,
            waba -> words(state(byWaba, waba)));
    Set<String> sealed = new TreeSet<>(directory.unopened());
    var health = HealthCheckResponse.named("tokens").up();
    if (!sealed.isEmpty()) {
      health.withData("no key of sallyport.vault.key opens", String.join(", ", sealed));
    }
    return details.of(health, byWaba.keySet());
  }

  private static TokenState state(Map<String, TokenState> byWaba, String waba) {
    return byWaba.getOrDefault(waba, TokenState.UNKNOWN);
  }

  private Map<String, TokenState> byWaba() {
    Map<String, TokenState> states = new TreeMap<>();
    numbers.tokenByReadableWaba().forEach((waba, token) -> states.put(waba, tokens.state(token)));
    return states;
  }

  private String words(TokenState state) {
    String end = state.expiresAt() == null ? "" : "expires " + state.expiresAt();
    return switch (state.word(clock.now())) {
      case UNKNOWN -> "unknown";
      case INVALID -> "invalid";
      case EXPIRED ->
          end.isEmpty() ? "invalid: expired" : "invalid: it expired at " + state.expiresAt();
      case INCOMPLETE ->
          "missing " + String.join(", ", state.missing()) + (end.isEmpty() ? "" : "; " + end);
      case EXPIRING, OK -> end.isEmpty() ? "ok" : end;
    };
  }
}
