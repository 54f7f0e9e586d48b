package io.sallyport.admission;

import io.sallyport.policy.Refusal;
import java.time.Instant;

/**
 * Why sends of a number, or those of one access token, are not let out for now.
 *
 * @param since when it opened
 * @param probeAt when the next send may be let out to see whether it goes again
 */
public record OpenCircuit(Trouble trouble, Instant since, Instant probeAt) {

  /** A sentence for the person who reads it. Times are RFC 3339 in UTC. */
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

  Refusal refusal() {
    String details = inWords() + " " + trouble.cure();
    return new Refusal(trouble.reason(), trouble.error(), trouble.status(), details, probeAt, null);
  }
}
