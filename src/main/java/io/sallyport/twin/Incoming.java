package io.sallyport.twin;

/** What a POST on a send edge turns out to be. */
sealed interface Incoming {
  record Message(Send send) implements Incoming {}

  /** A read receipt or typing indicator: no message (PF §1.4). */
  record ReadReceipt() implements Incoming {}

  record Refused(GraphError error) implements Incoming {}
}
