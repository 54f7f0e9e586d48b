package io.sallyport.circuit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The circuit of one number, and those of the access tokens that Meta refuses for it. */
final class NumberCircuits {

  /** Beyond these the oldest are dropped: a caller may make up any number of tokens. */
  static final int TOKENS = 64;

  private final Circuit number = new Circuit();
  private final Map<TokenHash, Circuit> tokens = new LinkedHashMap<>();

  /** Read without the lock, so that a number without open circuits costs nothing. */
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

  /** Null lets the send pass; if it is a probe, no other send passes until its result is known. */
  synchronized @Nullable OpenCircuit refuses(AccessToken token, Instant now) {
    forgetOldTokens(now);
    Circuit ofToken = of(token);
    List<OpenCircuit> holding = holding(ofToken, now);
    if (!holding.isEmpty()) {
      return holding.get(0);
    }
    number.probeSent(now);
    if (ofToken != null) {
      ofToken.probeSent(now);
    }
    return null;
  }

  /** The circuits that refuse a send now, in the order of the rules; changes nothing. */
  synchronized List<OpenCircuit> holding(AccessToken token, Instant now) {
    return holding(of(token), now);
  }

  private List<OpenCircuit> holding(@Nullable Circuit ofToken, Instant now) {
    List<OpenCircuit> holding = new ArrayList<>(2);
    for (Circuit circuit : ofToken == null ? List.of(number) : List.of(number, ofToken)) {
      OpenCircuit open = circuit.open(now);
      if (open != null && circuit.refusesNow(now)) {
        holding.add(open);
      }
    }
    holding.sort(Comparator.comparing(open -> open.trouble().reason()));
    return holding;
  }

  /** A send that was let through did not leave. */
  synchronized void notTried(AccessToken token) {
    number.probeLost();
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.probeLost();
    }
  }

  synchronized void succeeded(AccessToken token) {
    number.succeeded();
    forget(token);
    note();
  }

  synchronized void failed(AccessToken token, Instant now) {
    number.failed(now);
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.failed(now);
    }
    note();
  }

  synchronized void blocked(Trouble trouble, AccessToken token, Instant now) {
    number.blocked(trouble, now);
    forget(token); // Meta accepted the token itself
    note();
  }

  synchronized void tokenRefused(AccessToken token, Instant now) {
    number.answered();
    forgetOldTokens(now);
    TokenHash hash = token.hash();
    if (tokens.size() >= TOKENS && !tokens.containsKey(hash)) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    tokens
        .computeIfAbsent(hash, unseen -> new Circuit())
        .blocked(new Trouble.Token(token.whose()), now);
    note();
  }

  /** The number's own circuit; null when it is closed. */
  synchronized @Nullable OpenCircuit open(Instant now) {
    return number.open(now);
  }

  /** The tokens whose sends are refused now, the oldest first. */
  synchronized List<OpenCircuit> heldTokens(Instant now) {
    return tokens.values().stream()
        .filter(token -> token.refusesNow(now))
        .map(token -> Objects.requireNonNull(token.open(now)))
        .toList();
  }

  private @Nullable Circuit of(AccessToken token) {
    return tokens.isEmpty() ? null : tokens.get(token.hash());
  }

  private void forget(AccessToken token) {
    if (!tokens.isEmpty()) {
      tokens.remove(token.hash());
    }
  }

  private void forgetOldTokens(Instant now) {
    if (tokens.values().removeIf(token -> token.isStale(now))) {
      note();
    }
  }

  private void note() {
    isClean = number.isClean() && tokens.isEmpty();
    isOpen = number.isOpen() || !tokens.isEmpty();
  }
}
