package io.sallyport.admission;

import io.sallyport.message.MetaError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The circuit of one number, and those of the access tokens that Meta does not take for it. */
final class NumberCircuits {

  /** Of more, those that came first are forgotten: anybody can send with made-up tokens. */
  static final int TOKENS = 64;

  private final Circuit number = new Circuit();
  private final Map<TokenHash, Circuit> tokens = new LinkedHashMap<>();

  /** Read without the lock, so that a number without trouble costs nothing. */
  private volatile boolean isOpen;

  private volatile boolean isClean = true;

  /** Whether any of its circuits is open. */
  boolean isOpen() {
    return isOpen;
  }

  /** Whether no failure is counted and none is open. */
  boolean isClean() {
    return isClean;
  }

  /** Null lets the send pass; if it is a probe, no other does until it ended. */
  synchronized @Nullable OpenCircuit refuses(String token, Instant now) {
    forgetOldTokens(now);
    Circuit ofToken = of(token);
    if (number.holds(now)) {
      return number.open(now);
    } else if (ofToken != null && ofToken.holds(now)) {
      return ofToken.open(now);
    }
    number.passed(now);
    if (ofToken != null) {
      ofToken.passed(now);
    }
    return null;
  }

  /** A send that passed did not leave. */
  synchronized void notTried(String token) {
    number.toldNothing();
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.toldNothing();
    }
  }

  synchronized void works(String token) {
    number.works();
    forget(token);
    note();
  }

  synchronized void fails(String token, Instant now) {
    number.fails(now);
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.fails(now);
    }
    note();
  }

  synchronized void stops(int code, String token, Instant now) {
    number.stops(code, now);
    forget(token); // Meta knew whose it is
    note();
  }

  synchronized void tokenNotTaken(String token, Instant now) {
    number.answered();
    forgetOldTokens(now);
    TokenHash hash = TokenHash.of(token);
    if (tokens.size() >= TOKENS && !tokens.containsKey(hash)) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    tokens.computeIfAbsent(hash, unseen -> new Circuit()).stops(MetaError.ACCESS_TOKEN.code(), now);
    note();
  }

  /** The number's own circuit; null when it is closed. */
  synchronized @Nullable OpenCircuit open(Instant now) {
    return number.open(now);
  }

  /** How many tokens are held back. */
  synchronized int heldTokens(Instant now) {
    return (int) tokens.values().stream().filter(token -> token.holds(now)).count();
  }

  private @Nullable Circuit of(String token) {
    return tokens.isEmpty() ? null : tokens.get(TokenHash.of(token));
  }

  private void forget(String token) {
    if (!tokens.isEmpty()) {
      tokens.remove(TokenHash.of(token));
    }
  }

  private void forgetOldTokens(Instant now) {
    if (tokens.values().removeIf(token -> token.isForgotten(now))) {
      note();
    }
  }

  private void note() {
    isClean = number.isClean() && tokens.isEmpty();
    isOpen = number.isOpen() || !tokens.isEmpty();
  }
}
