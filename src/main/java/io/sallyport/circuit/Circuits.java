package io.sallyport.circuit;

import io.sallyport.message.MetaError;
import io.sallyport.message.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for every number: while Meta does not answer or refuses all of a number's
 * sends, they are refused here at once, and other numbers are not affected. Each replica has its
 * own.
 *
 * <p>Ten sends in a row that Meta did not answer, or with 5xx, open a number's circuit for 5 s,
 * after every failed probe for twice as long, up to 60 s. Meta's codes for an account or number
 * that cannot send (131031, 368, 133010) open it at once, for 60 s up to 15 min; 190 only for the
 * access token it was the answer to, since CRMs with tokens of their own share a number. When the
 * time is over one send may leave as a probe. A send that Meta accepts, or refuses for another
 * reason, closes it. The memory used is bounded by the number of configured numbers.
 */
public final class Circuits {

  private final Supplier<Instant> now;
  private final Map<String, NumberCircuits> byNumber = new ConcurrentHashMap<>();
  private volatile Consumer<String> firstTrouble = number -> {};

  /**
   * @param now the ledger's clock
   */
  public Circuits(Supplier<Instant> now) {
    this.now = now;
  }

  /** From now on this is told every number's id when the first of its sends fails. */
  public void onFirstTrouble(Consumer<String> told) {
    firstTrouble = told;
  }

  /**
   * Asks whether a send may leave, right before it does. If it may, {@link #ended} or {@link
   * #notTried} must be called afterwards: the send may be the probe.
   *
   * @param phoneNumberId of a configured number
   * @return the open circuit that refuses it; null when it may leave
   */
  public @Nullable OpenCircuit refuses(String phoneNumberId, Supplier<AccessToken> token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null || !circuits.isOpen() ? null : circuits.refuses(token.get(), now.get());
  }

  /**
   * The circuits for which {@link #refuses} would refuse a send, in the order of the rules; unlike
   * it this changes nothing.
   */
  public List<OpenCircuit> holding(String phoneNumberId, Supplier<AccessToken> token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null || !circuits.isOpen()
        ? List.of()
        : circuits.holding(token.get(), now.get());
  }

  /** A send that {@link #refuses} let through was refused for another reason. */
  public void notTried(String phoneNumberId, AccessToken token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    if (circuits != null && circuits.isOpen()) {
      circuits.notTried(token);
    }
  }

  /** Takes the outcome of a send that left. */
  public void ended(String phoneNumberId, Supplier<AccessToken> token, Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      of(phoneNumberId).failed(token.get(), now.get());
      return;
    }
    Integer code = answered.answer().errorCode();
    MetaError stop = code == null ? null : MetaError.stoppingNumber(code);
    if (code != null && code == MetaError.ACCESS_TOKEN.code()) {
      of(phoneNumberId).tokenRefused(token.get(), now.get());
    } else if (stop != null) {
      Integer status = answered.isClientError() ? answered.status() : null;
      of(phoneNumberId).blocked(new Trouble.Account(stop, status), token.get(), now.get());
    } else if (answered.status() >= 500) {
      of(phoneNumberId).failed(token.get(), now.get());
    } else {
      succeeded(phoneNumberId, token);
    }
  }

  private void succeeded(String phoneNumberId, Supplier<AccessToken> token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    if (circuits != null && !circuits.isClean()) {
      circuits.succeeded(token.get());
    }
  }

  private NumberCircuits of(String phoneNumberId) {
    NumberCircuits known = byNumber.get(phoneNumberId);
    if (known != null) {
      return known;
    }
    NumberCircuits first = new NumberCircuits();
    NumberCircuits other = byNumber.putIfAbsent(phoneNumberId, first);
    if (other != null) {
      return other;
    }
    firstTrouble.accept(phoneNumberId);
    return first;
  }

  /** The number's own circuit, also while a probe is due or in flight; null when it is closed. */
  public @Nullable OpenCircuit open(String phoneNumberId) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null ? null : circuits.open(now.get());
  }

  /** The numbers of which some circuit is open. */
  public List<String> troubled() {
    return byNumber.entrySet().stream()
        .filter(one -> one.getValue().isOpen())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The access tokens whose sends are refused because Meta refuses the tokens for this number. */
  public List<OpenCircuit> heldTokens(String phoneNumberId) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null ? List.of() : circuits.heldTokens(now.get());
  }
}
