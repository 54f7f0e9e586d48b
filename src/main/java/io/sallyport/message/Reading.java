package io.sallyport.message;

/** What reading a request body came to. */
public sealed interface Reading {

  /**
   * The body is not a send that could be decided.
   *
   * @param why what is wrong and where, for the person who wrote the request
   */
  record Malformed(String why) implements Reading {}

  /** The body is a send. */
  record Understood(OutboundMessage message) implements Reading {}
}
