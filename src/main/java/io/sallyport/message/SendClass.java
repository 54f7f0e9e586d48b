package io.sallyport.message;

/** The kind of a send; each kind has its own rules. */
public enum SendClass {
  /**
   * Anything that needs an open customer service window
   * (platform-facts.md#customer-service-window); unknown types too.
   */
  FREE_FORM,
  /** An approved template. */
  TEMPLATE,
  /**
   * A message with a top-level {@code category}: Meta makes the template itself
   * (platform-facts.md#direct-send).
   */
  DIRECT_SEND,
  /**
   * Read receipts and typing indicators: not messages, and allowed without a window
   * (platform-facts.md#read-receipts-and-typing).
   */
  CONTROL
}
