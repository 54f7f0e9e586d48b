package io.sallyport.instead;

import io.sallyport.send.Decision;
import io.sallyport.send.Send;
import io.vertx.core.Future;

/** Who decides a send and, if it may leave, lets it out once. */
@FunctionalInterface
public interface Sender {

  /**
   * Decides a send. Never fails.
   *
   * @param preferences what the caller wants rather than a refusal
   */
  Future<Decision> handle(Send send, Preferences preferences);
}
