package io.sallyport.gateway;

import io.sallyport.config.Client;

/** Who makes a request. */
sealed interface Caller {

  /** While no clients are configured: whoever has a token of Meta's, which is for Meta to judge. */
  record Anyone(String tokenHash) implements Caller {}

  /** A configured client, whose key is no token of Meta's. */
  record Known(Client client) implements Caller {}

  /**
   * Nobody who may call.
   *
   * @param why with what to do about it
   */
  record Stranger(String why) implements Caller {}

  /** Whose Idempotency-Keys are its own. */
  default String name() {
    if (this instanceof Known known) {
      return known.client().name();
    }
    return this instanceof Anyone anyone ? anyone.tokenHash() : "";
  }
}
