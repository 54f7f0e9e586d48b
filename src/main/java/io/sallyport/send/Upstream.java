package io.sallyport.send;

import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.message.Outcome;
import io.vertx.core.Future;

/** Where an admitted send goes. */
@FunctionalInterface
public interface Upstream {

  /**
   * Sends once, and never again: the bytes, path, query and headers of {@code send} unchanged, but
   * for hop-by-hop headers.
   */
  Future<Outcome> send(Send send);

  /**
   * What a send of a number authenticates with there: the caller's token, unless another is put in
   * its place.
   *
   * @param callers what came with the send
   */
  default AccessToken token(String phoneNumberId, Credential callers) {
    return AccessToken.ofCaller(callers);
  }
}
