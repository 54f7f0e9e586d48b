package io.sallyport.gateway;

import io.sallyport.admission.Credential;
import io.sallyport.config.Client;

/** Who makes a request. */
sealed interface Caller {

  /** While no clients are configured: whoever has a token of Meta's, which is for Meta to judge. */
  record Anyone(Credential credential) implements Caller {}

  /** A configured client, whose key is no token of Meta's. */
  record Known(Client client) implements Caller {}

  /**
   * Nobody who may call.
   *
   * @param why with what to do about it
   */
  record Stranger(String why) implements Caller {}
}
