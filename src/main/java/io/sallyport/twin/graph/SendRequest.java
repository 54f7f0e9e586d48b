package io.sallyport.twin.graph;

import io.sallyport.twin.outbound.Send;

/** What a POST on a send edge turns out to be. */
sealed interface SendRequest {
  record Message(Send send) implements SendRequest {}

  /**
   * A read receipt or typing indicator: no message (platform-facts.md#read-receipts-and-typing).
   */
  record ReadReceipt() implements SendRequest {}

  record Refused(GraphError error) implements SendRequest {}
}
