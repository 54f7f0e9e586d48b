package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.message.MetaError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A circuit for every number, so that one in trouble does not keep Meta's door busy, nor its
 * callers waiting; other numbers never notice. Known to this process only: each replica finds out
 * itself.
 *
 * <p>Ten sends in a row that Meta did not answer, or with 5xx, open a number's circuit for 5 s,
 * after every failed probe for twice as long, up to 60 s. Meta's codes for an account or number
 * that cannot send (131031, 368, 133010) open it at once, for 60 s up to 15 min; 190 only for the
 * access token it was the answer to, since CRMs with tokens of their own share a number. When the
 * time is over one send may leave as a probe. A send that Meta takes, or refuses for another
 * reason, closes it. What is here grows with the configured numbers only.
 */
public final class Circuits {

  private final Supplier<Instant> now;
  private final Map<String, NumberCircuits> byNumber = new ConcurrentHashMap<>();

  /**
   * @param now the gateway's time
   */
  public Circuits(Supplier<Instant> now) {
    this.now = now;
  }

  /**
   * Whether a send may leave, asked right before it does. Of one that may, {@link #ended} or {@link
   * #notTried} must tell the end: it may be the one probe that others wait for.
   *
   * @param phoneNumberId of a configured number
   * @return null when it may
   */
  public @Nullable OpenCircuit refuses(String phoneNumberId, AccessToken token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null || !circuits.isOpen() ? null : circuits.refuses(token, now.get());
  }

  /**
   * What {@link #refuses} would refuse a send for, in the order of the rules; asking lets nothing
   * out.
   */
  public List<OpenCircuit> holding(String phoneNumberId, AccessToken token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null || !circuits.isOpen() ? List.of() : circuits.holding(token, now.get());
  }

  /** A send that could have left was refused for another reason, and so told nothing. */
  public void notTried(String phoneNumberId, AccessToken token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    if (circuits != null && circuits.isOpen()) {
      circuits.notTried(token);
    }
  }

  /** How a send ended that left. */
  public void ended(String phoneNumberId, AccessToken token, Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      of(phoneNumberId).fails(token, now.get());
      return;
    }
    Integer code = answered.answer().errorCode();
    MetaError stop = code == null ? null : MetaError.stoppingNumber(code);
    if (code != null && code == MetaError.ACCESS_TOKEN.code()) {
      of(phoneNumberId).tokenNotTaken(token, now.get());
    } else if (stop != null) {
      Integer status = answered.isClientError() ? answered.status() : null;
      of(phoneNumberId).stops(new Trouble.Account(stop, status), token, now.get());
    } else if (answered.status() >= 500) {
      of(phoneNumberId).fails(token, now.get());
    } else {
      works(phoneNumberId, token);
    }
  }

  private void works(String phoneNumberId, AccessToken token) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    if (circuits != null && !circuits.isClean()) {
      circuits.works(token);
    }
  }

  private NumberCircuits of(String phoneNumberId) {
    return byNumber.computeIfAbsent(phoneNumberId, number -> new NumberCircuits());
  }

  /** The number's own circuit, also while a probe is due or out; null when it is closed. */
  public @Nullable OpenCircuit open(String phoneNumberId) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null ? null : circuits.open(now.get());
  }

  /** The access tokens that are held back because Meta does not take them for this number. */
  public List<OpenCircuit> heldTokens(String phoneNumberId) {
    NumberCircuits circuits = byNumber.get(phoneNumberId);
    return circuits == null ? List.of() : circuits.heldTokens(now.get());
  }
}
