package io.sallyport.gateway;

import io.sallyport.admission.Credential;
import io.sallyport.config.Client;
import java.util.Map;

/** Who makes a request. */
sealed interface Caller {

  /** By what name it stands in records; empty when that is not known. */
  default String name(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    if (this instanceof Known known) {
      return known.client().name();
    }
    return this instanceof Anyone anyone ? anyone.credential().or(headers, body).hash() : "";
  }

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
