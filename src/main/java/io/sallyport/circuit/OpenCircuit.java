package io.sallyport.circuit;

import io.sallyport.rule.Refusal;
import java.time.Instant;

/**
 * A circuit that refuses sends of a number or of one access token.
 *
 * @param since when it opened
 * @param probeAt when the next probe may be sent
 */
public record OpenCircuit(Trouble trouble, Instant since, Instant probeAt) {

  /** One sentence for people to read. Times are RFC 3339 in UTC. */
  public String inWords() {
    return trouble.inWords()
        + " since "
        + since
        + "; "
        + trouble.probe()
        + " is tried at "
        + probeAt
        + ".";
  }

  public Refusal refusal() {
    String details = inWords() + " " + trouble.cure();
    return new Refusal(trouble.reason(), trouble.error(), trouble.status(), details, probeAt, null);
  }
}
