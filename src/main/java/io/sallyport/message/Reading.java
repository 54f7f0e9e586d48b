package io.sallyport.message;

/** The result of reading a request body. */
public sealed interface Reading {

  /**
   * The body is not a valid send.
   *
   * @param why what is wrong and where, for the caller's developer
   */
  record Malformed(String why) implements Reading {}

  /** The body is a send. */
  record Understood(OutboundMessage message) implements Reading {}
}
