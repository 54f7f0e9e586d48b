package io.sallyport.http.access;

import io.sallyport.account.Client;
import io.sallyport.account.Operators;
import io.sallyport.circuit.Credential;
import io.sallyport.instead.Preferences;
import java.util.Map;

/** Who makes a request. */
public sealed interface Caller {

  /** Its name in records; empty when it is not known. */
  default String name(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    if (this instanceof Known known) {
      return known.client().name();
    }
    return this instanceof Anyone anyone ? anyone.credential().or(headers, body).hash() : "";
  }

  /** What it wants rather than a refusal, where a send's headers say nothing. */
  default Preferences preferences() {
    return this instanceof Known known ? known.client().preferences() : Preferences.NONE;
  }

  /** Any caller, while no clients are configured: Meta checks its access token. */
  record Anyone(Credential credential) implements Caller {}

  /** A configured client, which has a key of the gateway's. */
  record Known(Client client) implements Caller {}

  /** Someone who runs the gateway; on paths of the gateway's own only. */
  record Operator(Operators.Operator operator) implements Caller {}

  /**
   * A caller without a valid key, which is refused.
   *
   * @param why what is wrong and what to do about it
   */
  record Stranger(String why) implements Caller {}

  /**
   * A browser with an operator's session, which another site's page may have made call; refused.
   *
   * @param why what is missing
   */
  record Forged(String why) implements Caller {}
}
