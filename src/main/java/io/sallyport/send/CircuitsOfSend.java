package io.sallyport.send;

import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.OpenCircuit;
import io.sallyport.message.Outcome;
import io.sallyport.rule.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The circuits of one send's number and access token; the token is read only if it matters. */
final class CircuitsOfSend implements Supplier<AccessToken> {

  private final Circuits circuits;
  private final Upstream upstream;
  private final Send send;
  private @Nullable AccessToken token;

  CircuitsOfSend(Circuits circuits, Upstream upstream, Send send) {
    this.circuits = circuits;
    this.upstream = upstream;
    this.send = send;
  }

  /** Whether the send may leave, asked right before it does; null when it may. */
  @Nullable OpenCircuit refuses() {
    return circuits.refuses(send.number().phoneNumberId(), this);
  }

  /** How it ended. */
  void ended(Outcome outcome) {
    circuits.ended(send.number().phoneNumberId(), this, outcome);
  }

  /**
   * This refusal, or one by a circuit that comes before it in the order of the rules
   * (README.md#what-a-send-answers).
   */
  Refusal first(Refusal refusal) {
    for (OpenCircuit open : circuits.holding(send.number().phoneNumberId(), this)) {
      Refusal held = open.refusal();
      if (held.reason().compareTo(refusal.reason()) < 0) {
        return held;
      }
    }
    return refusal;
  }

  /** What the send authenticates with at Meta. */
  @Override
  public AccessToken get() {
    AccessToken known = token;
    if (known == null) {
      known = upstream.token(send.number().phoneNumberId(), send.credential());
      token = known;
    }
    return known;
  }
}
