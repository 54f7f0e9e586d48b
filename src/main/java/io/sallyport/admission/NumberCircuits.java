package io.sallyport.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  synchronized @Nullable OpenCircuit refuses(AccessToken token, Instant now) {
    forgetOldTokens(now);
    Circuit ofToken = of(token);
    List<OpenCircuit> holding = holding(ofToken, now);
    if (!holding.isEmpty()) {
      return holding.get(0);
    }
    number.passed(now);
    if (ofToken != null) {
      ofToken.passed(now);
    }
    return null;
  }

  /** What holds a send back, in the order of the rules; nothing changes by asking. */
  synchronized List<OpenCircuit> holding(AccessToken token, Instant now) {
    return holding(of(token), now);
  }

  private List<OpenCircuit> holding(@Nullable Circuit ofToken, Instant now) {
    List<OpenCircuit> holding = new ArrayList<>(2);
    for (Circuit circuit : ofToken == null ? List.of(number) : List.of(number, ofToken)) {
      OpenCircuit open = circuit.open(now);
      if (open != null && circuit.holds(now)) {
        holding.add(open);
      }
    }
    holding.sort(Comparator.comparing(open -> open.trouble().reason()));
    return holding;
  }

  /** A send that passed did not leave. */
  synchronized void notTried(AccessToken token) {
    number.toldNothing();
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.toldNothing();
    }
  }

  synchronized void works(AccessToken token) {
    number.works();
    forget(token);
    note();
  }

  synchronized void fails(AccessToken token, Instant now) {
    number.fails(now);
    Circuit ofToken = of(token);
    if (ofToken != null) {
      ofToken.fails(now);
    }
    note();
  }

  synchronized void stops(Trouble trouble, AccessToken token, Instant now) {
    number.stops(trouble, now);
    forget(token); // Meta knew whose it is
    note();
  }

  synchronized void tokenNotTaken(AccessToken token, Instant now) {
    number.answered();
    forgetOldTokens(now);
    TokenHash hash = token.hash();
    if (tokens.size() >= TOKENS && !tokens.containsKey(hash)) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    tokens
        .computeIfAbsent(hash, unseen -> new Circuit())
        .stops(new Trouble.Token(token.whose()), now);
    note();
  }

  /** The number's own circuit; null when it is closed. */
  synchronized @Nullable OpenCircuit open(Instant now) {
    return number.open(now);
  }

  /** The tokens that are held back, those that came first before others. */
  synchronized List<OpenCircuit> heldTokens(Instant now) {
    return tokens.values().stream()
        .filter(token -> token.holds(now))
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
    if (tokens.values().removeIf(token -> token.isForgotten(now))) {
      note();
    }
  }

  private void note() {
    isClean = number.isClean() && tokens.isEmpty();
    isOpen = number.isOpen() || !tokens.isEmpty();
  }
}
