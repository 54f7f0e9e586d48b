package io.sallyport.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why sends of a number, or those of one access token, are not let out for now.
 *
 * @param code Meta's error code; null when the cause is not the account
 * @param since when it opened
 * @param probeAt when the next send may be let out to see whether it goes again
 */
public record OpenCircuit(Cause cause, @Nullable Integer code, Instant since, Instant probeAt) {

  /** What the trouble is. */
  public enum Cause {
    /** Meta cannot be reached, does not answer, or answers with 5xx. */
    UPSTREAM_FAILING,
    /** Meta refuses every send until somebody acts on the account, the number or the token. */
    ACCOUNT
  }

  public OpenCircuit {
    if ((cause == Cause.ACCOUNT) != (code != null)) {
      throw new IllegalArgumentException("an account's trouble, and nothing else, has a code");
    }
  }

  /** A sentence for the person who reads it. Times are RFC 3339 in UTC. */
  public String inWords() {
    return (cause == Cause.ACCOUNT
            ? "Meta has refused every send with " + code
            : "Meta has not answered, or with 5xx only,")
        + " since "
        + since
        + "; the next send is tried at "
        + probeAt
        + ".";
  }
}
