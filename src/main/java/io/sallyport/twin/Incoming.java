package io.sallyport.twin;

/** What a POST on a send edge turns out to be. */
sealed interface Incoming {
  record Message(Send send) implements Incoming {}

  /**
   * A read receipt or typing indicator: no message (platform-facts.md#read-receipts-and-typing).
   */
  record ReadReceipt() implements Incoming {}

  record Refused(GraphError error) implements Incoming {}
}
